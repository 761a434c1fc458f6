import { checkAttempt } from "@longhaul/core/attempt/check-attempt";
import { attemptDeadline, type Outcome } from "@longhaul/core/job/outcome";
import { requireJob } from "@longhaul/core/job/update-job";
import { log } from "@longhaul/core/log";
import type { Ports } from "@longhaul/core/ports";

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
 * failure; it counts, and the next poll looks again.
 */
export async function lookAtAttempt(
  ports: Ports,
  jobId: string,
  countFrom: "job" | "now",
  last: Watch,
): Promise<Watch> {
  const now = ports.clock.now();
  try {
    const job = await requireJob(ports, jobId);
    const [task] = job.taskArn === undefined ? [] : await ports.tasks.describe([job.taskArn]);
    const { attempt } = job;
    const outcome = await checkAttempt(ports, { jobId, attempt, task }, "execution");
    const begun = countFrom === "job" ? (job.startAt ?? job.createdAt) : now.toISOString();
    const since = last.since ?? begun;
    return {
      outcome,
      since,
      ageSeconds: secondsBetween(new Date(since), now),
      leftSeconds: secondsBetween(now, attemptDeadline(job)),
      failures: 0,
    };
  } catch (error) {
    const failures = last.failures + 1;
    log.warn("attempt.look-failed", { jobId, failures, error: String(error) });
    const since = last.since ?? now.toISOString();
    return { ...last, since, ageSeconds: secondsBetween(new Date(since), now), failures };
  }
}

const secondsBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
