import { lookAtTask } from "@longhaul/core/attempt/look-at-task";
import {
  attemptDeadline,
  hasOpenAttempt,
  type Outcome,
  outcomeOf,
} from "@longhaul/core/job/outcome";
import { requireJob } from "@longhaul/core/job/update-job";
import { log } from "@longhaul/core/log";
import type { Ports } from "@longhaul/core/ports";

/** Hours, as the looks grow apart. */
const mostFailures = 60;

/** What one look leaves for the next, checkpointed each time: small. */
export interface Watch {
  outcome: Outcome;
  /** ISO; undefined before the first look. What the age counts from. */
  since?: string;
  ageSeconds: number;
  /** Left of the attempt's time. */
  leftSeconds: number;
  /** Looks that failed, in a row. */
  failures: number;
}

/**
 * One poll: is the job's attempt still alive? Never throws, because a throttled or failing AWS is not the job's
 * failure; it counts, and the next poll looks again. The time limits hold although ECS does not answer.
 */
export async function lookAtAttempt(
  ports: Ports,
  jobId: string,
  countFrom: "job" | "now",
  last: Watch,
): Promise<Watch> {
  const now = ports.clock.now();
  const failures = last.failures + 1;
  const failed = (error: unknown) =>
    log.warn("attempt.look-failed", { jobId, failures, error: String(error) });
  try {
    const job = await requireJob(ports, jobId);
    const begun = countFrom === "job" ? (job.startAt ?? job.createdAt) : now.toISOString();
    const since = last.since ?? begun;
    const seen = {
      since,
      ageSeconds: secondsBetween(new Date(since), now),
      leftSeconds: secondsBetween(now, attemptDeadline(job)),
    };
    // A task that cannot be stopped does not keep its execution for ever.
    const isLeftBehind = !hasOpenAttempt(job) && last.failures >= mostFailures;
    if (isLeftBehind) return { ...seen, outcome: outcomeOf(job, now), failures: last.failures };

    const { attempt, taskArn } = job;
    const { outcome, silence } = await lookAtTask(ports, { jobId, attempt, taskArn });
    if (silence !== undefined) failed(silence);
    return { ...seen, outcome, failures: silence === undefined ? 0 : failures };
  } catch (error) {
    failed(error);
    const since = last.since ?? now.toISOString();
    const ageSeconds = secondsBetween(new Date(since), now);
    const leftSeconds = Math.max(0, last.leftSeconds - (ageSeconds - last.ageSeconds));
    return { ...last, since, ageSeconds, leftSeconds, failures };
  }
}

const secondsBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
