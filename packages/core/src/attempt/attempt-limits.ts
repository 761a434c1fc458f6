import { formatSeconds } from "../format-seconds.ts";
import { jobTimedOut } from "../job/job-timed-out.ts";
import type { Job } from "../job/job.ts";
import { attemptDeadline, jobLimitComesFirst } from "../job/outcome.ts";
import { shortenText } from "../shorten-text.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import type { AttemptEnd, JobError } from "./attempt.ts";

/** A task that asks for more time to start (a very large image) says so with a longer heartbeat limit. */
const leastStartSeconds = 300;

/** Of what ECS said in place of an answer. */
const longestAnswer = 200;

const startingStatuses: ReadonlySet<string> = new Set(["PROVISIONING", "PENDING", "ACTIVATING"]);

/** True while ECS has not begun to run the task. */
export const isStarting = (task: TaskState): boolean => startingStatuses.has(task.lastStatus);

/** The limit that an open attempt has reached by `now`, as its end; undefined: none. `task`: as ECS sees it, if it was asked. */
export function reachedLimit(
  job: Job,
  task: TaskState | undefined,
  now: Date,
): Pick<AttemptEnd, "class" | "error"> | undefined {
  if (attemptDeadline(job) <= now) return timeLimit(job);
  if (job.status === "running") {
    const silentSince = job.heartbeatAt ?? job.attemptStartedAt ?? job.createdAt;
    return secondsSince(silentSince, now) > job.timeouts.heartbeatSeconds
      ? heartbeatLimit(job)
      : undefined;
  }
  const startSeconds = Math.max(job.timeouts.heartbeatSeconds, leastStartSeconds);
  const startsTooLong =
    job.status !== "cancelling" &&
    task !== undefined &&
    isStarting(task) &&
    secondsSince(job.attemptStartedAt ?? job.createdAt, now) > startSeconds;
  if (!startsTooLong) return undefined;
  const message = `ECS did not start the task within ${formatSeconds(startSeconds)}; it is ${task.lastStatus}.`;
  return { class: "no_capacity", error: { code: "no_capacity", message } };
}

/**
 * The same while ECS does not answer: then only the clock is certain. Silence of the worker can be told only by who
 * knows that its task is not gone.
 */
export function reachedUnseen(
  job: Job,
  silence: Error,
  now: Date,
): Pick<AttemptEnd, "class" | "error"> | undefined {
  if (attemptDeadline(job) > now) return undefined;
  const { class: endClass, error } = timeLimit(job);
  const answer = shortenText(`${silence.name}: ${silence.message}`, longestAnswer);
  const known = `ECS does not answer (${answer}), so the task may still be at work; it is being told to stop.`;
  return { class: endClass, error: { ...error, message: `${error.message} ${known}` } };
}

/** Names the one that was reached: the attempt's or the job's. */
export function timeLimit(job: Job): { class: "timed_out"; error: JobError } {
  if (jobLimitComesFirst(job)) return { class: "timed_out", error: jobTimedOut(job) };
  const limit = formatSeconds(job.timeouts.attemptSeconds);
  const message = `The attempt did not end within its time limit of ${limit}.`;
  return { class: "timed_out", error: { code: "timed_out", message } };
}

export function heartbeatLimit(job: Job): Pick<AttemptEnd, "class" | "error"> {
  const message = `Nothing was heard from the worker for longer than its heartbeat limit of ${formatSeconds(job.timeouts.heartbeatSeconds)}.`;
  return { class: "heartbeat_lost", error: { code: "heartbeat_lost", message } };
}

const secondsSince = (at: string, now: Date): number => (now.getTime() - Date.parse(at)) / 1000;
