import type { JobError } from "../attempt/attempt.ts";
import { isFinal, type Job } from "./job.ts";

/** What the supervisor of a job has to do next. */
export type Outcome =
  | { next: "done"; status: "succeeded" | "failed" | "timed_out" | "cancelled"; error?: JobError }
  | { next: "attempt"; attempt: number; delaySeconds: number }
  | { next: "wait" };

export function outcomeOf(job: Job, now: Date): Outcome {
  switch (job.status) {
    case "succeeded":
    case "failed":
    case "timed_out":
    case "cancelled":
      return { next: "done", status: job.status, ...(job.error && { error: job.error }) };
    case "retrying":
      return {
        next: "attempt",
        attempt: job.attempt + 1,
        delaySeconds: secondsUntil(job.nextAttemptAt, now),
      };
    case "scheduled":
      return { next: "attempt", attempt: 1, delaySeconds: secondsUntil(job.startAt, now) };
    case "queued":
    case "starting":
    case "running":
    case "cancelling":
      return { next: "wait" };
  }
}

/** When all the job's time is used up. */
export const jobDeadline = (job: Job): Date =>
  new Date(Date.parse(job.startAt ?? job.createdAt) + job.timeouts.jobSeconds * 1000);

/** When the current attempt's time is used up, the job's own limit included. */
export function attemptDeadline(job: Job): Date {
  const attemptEnds = attemptOwnDeadline(job);
  const jobEnds = jobDeadline(job);
  return attemptEnds < jobEnds ? attemptEnds : jobEnds;
}

/** True: of the two time limits the job's comes first, and ends the current attempt. */
export const jobLimitComesFirst = (job: Job): boolean =>
  jobDeadline(job) <= attemptOwnDeadline(job);

const attemptOwnDeadline = (job: Job): Date =>
  new Date(Date.parse(job.attemptStartedAt ?? job.createdAt) + job.timeouts.attemptSeconds * 1000);

/** True while a task may be at work for the job. */
export const hasOpenAttempt = (job: Job): boolean =>
  !isFinal(job.status) &&
  job.attempt > 0 &&
  job.status !== "retrying" &&
  job.status !== "scheduled";

const secondsUntil = (at: string | undefined, now: Date): number =>
  at === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(at) - now.getTime()) / 1000));
