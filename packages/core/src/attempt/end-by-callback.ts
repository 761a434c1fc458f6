import { DomainError } from "../error.ts";
import type { Job } from "../job/job.ts";
import { assertPayloadFits } from "../job/new-job.ts";
import { hasOpenAttempt, type Outcome, outcomeOf } from "../job/outcome.ts";
import { requireJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";
import { heartbeatLimit, isStarting, timeLimit } from "./attempt-limits.ts";
import type { AttemptEnd } from "./attempt.ts";
import { endAttempt } from "./end-attempt.ts";
import { lookAtTask } from "./look-at-task.ts";
import { stopAttempt, stopLeftBehind } from "./stop-attempt.ts";
import { attemptEndedCode } from "./supervise-next.ts";

/** How the callback of an attempt was completed. `payload`: JSON text, or any other. */
export type CallbackNews =
  | { kind: "succeeded"; payload: string | undefined }
  | { kind: "failed"; code: string; message: string; isRetryable?: boolean | undefined }
  | { kind: "silent" }
  | { kind: "timed_out" };

type Ended = { jobId: string; attempt: number };

/**
 * Makes of a callback's completion the end of its attempt, unless the attempt has ended already: then its record
 * tells. A `wait` outcome: the attempt goes on, and somebody has to watch it without the callback.
 */
export async function endByCallback(
  ports: Pick<Ports, "jobs" | "tasks" | "logs" | "clock">,
  ended: Ended,
  news: CallbackNews,
): Promise<Outcome> {
  const job = await requireJob(ports, ended.jobId);
  if (!hasOpenAttempt(job) || job.attempt !== ended.attempt) {
    if (news.kind === "timed_out" || news.kind === "silent") await stopLeftBehind(ports, ended);
    return outcomeOf(job, ports.clock.now());
  }
  switch (news.kind) {
    case "succeeded":
      return endAttempt(ports, { ...ended, ...completion(news.payload) });
    case "failed": {
      if (news.code === attemptEndedCode) return { next: "wait" };
      const { kind: _kind, ...error } = news;
      const end = { class: "failed", error, reportedBy: "worker" } as const;
      return endAttempt(ports, { ...ended, end });
    }
    case "silent":
      return endSilent(ports, job);
    case "timed_out":
      return stopAttempt(ports, { ...ended, end: { ...timeLimit(job), reportedBy: "execution" } });
  }
}

/** Silence counts from the callback's making, but a task that ECS is still starting cannot speak. */
async function endSilent(
  ports: Pick<Ports, "jobs" | "tasks" | "logs" | "clock">,
  { id: jobId, attempt, taskArn }: Job,
): Promise<Outcome> {
  const { outcome, task, silence } = await lookAtTask(ports, { jobId, attempt, taskArn });
  if (outcome.next !== "wait") return outcome;
  // ECS may know better than silence why it is silent: asked again later.
  if (silence !== undefined) throw silence;

  const job = await requireJob(ports, jobId);
  const isAlive =
    job.status === "running"
      ? hasBeaten(job, ports.clock.now())
      : task !== undefined && isStarting(task);
  if (isAlive) return { next: "wait" };
  const end = { ...heartbeatLimit(job), reportedBy: "execution" } as const;
  return stopAttempt(ports, { jobId, attempt, end });
}

/** A worker beats record and callback together, so of a silent one both are old, if not to the millisecond. */
function hasBeaten(job: Job, now: Date): boolean {
  if (job.heartbeatAt === undefined) return false;
  const silentSeconds = (now.getTime() - Date.parse(job.heartbeatAt)) / 1000;
  return silentSeconds < job.timeouts.heartbeatSeconds * 0.75;
}

function completion(payload: string | undefined): { end: AttemptEnd; result?: unknown } {
  const result = parseResult(payload);
  try {
    assertPayloadFits("result", result);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message } = error;
    // The same work has the same result.
    const refusal = { code, message, isRetryable: false };
    return { end: { class: "failed", error: refusal, reportedBy: "worker" } };
  }
  return { end: { class: "completed", reportedBy: "worker" }, result };
}

/** A task that does not speak JSON has its text as the result. */
function parseResult(payload: string | undefined): unknown {
  if (payload === undefined || payload === "") return null;
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
