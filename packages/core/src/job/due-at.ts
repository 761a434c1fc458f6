import type { Job } from "./job.ts";
import { attemptDeadline, jobDeadline } from "./outcome.ts";

const afterMs = (iso: string, ms: number) => Date.parse(iso) + ms;

/** How long each stage may go unseen before the sweep looks at it. */
const graceMs = 60_000;

/** A task can vanish long before a generous heartbeat limit is over. */
const longestSilenceMs = 300_000;

/**
 * When the sweep has to look at the job next, if no event moves it before: an ISO time, undefined for final jobs.
 * Progress does not move it: the sweep itself does, when it finds the job alive.
 */
export function dueAt(job: Job): string | undefined {
  const at = dueMs(job);
  return at === undefined ? undefined : new Date(at).toISOString();
}

function dueMs(job: Job): number | undefined {
  switch (job.status) {
    case "succeeded":
    case "failed":
    case "timed_out":
    case "cancelled":
      return undefined;
    case "scheduled":
      return afterMs(
        job.executionArn === undefined ? job.createdAt : (job.startAt ?? job.createdAt),
        graceMs,
      );
    case "queued":
    case "starting":
    case "cancelling":
      return Math.min(afterMs(job.updatedAt, graceMs), attemptDeadline(job).getTime());
    case "running":
      return Math.min(
        afterMs(
          job.heartbeatAt ?? job.updatedAt,
          Math.min(job.timeouts.heartbeatSeconds * 1000, longestSilenceMs),
        ),
        attemptDeadline(job).getTime(),
      );
    case "retrying":
      return Math.min(
        afterMs(job.nextAttemptAt ?? job.updatedAt, graceMs),
        jobDeadline(job).getTime(),
      );
  }
}
