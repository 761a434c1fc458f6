import { formatSeconds } from "../format-seconds.ts";
import { jobTimedOut, jobTimedOutCode } from "../job/job-timed-out.ts";
import type { Job, JobStatus } from "../job/job.ts";
import { jobDeadline } from "../job/outcome.ts";
import type { JobPatch } from "../job/transition.ts";
import { type AttemptEnd, type JobError, platformEnds } from "./attempt.ts";
import { endMessages } from "./end-messages.ts";

/** Relaunches that the platform may cause before the job is given up. */
export const mostPlatformEnds = 100;

const platformDelay = { firstSeconds: 2, mostSeconds: 300 };

/** What the end of the current attempt makes of the job: final, or retrying. Pure. */
export function decideEnd(job: Job, end: AttemptEnd, now: Date): JobPatch {
  if (end.class === "completed") {
    return { ...finish("succeeded", now, undefined), ...wholeProgress(job) };
  }
  const error = end.error ?? { code: end.class, message: endMessages[end.class] };
  if (job.status === "cancelling" || end.class === "cancelled") {
    return finish("cancelled", now, undefined);
  }
  const isPlatforms = platformEnds.has(end.class);
  const counts = {
    failedAttempts: job.failedAttempts + (isPlatforms ? 0 : 1),
    platformEnds: job.platformEnds + (isPlatforms ? 1 : 0),
  };
  const given = isPlatforms
    ? counts.platformEnds < mostPlatformEnds
    : !isBeyondRetry(end) && counts.failedAttempts < job.retry.maxAttempts;
  const delaySeconds = isPlatforms
    ? backoff(counts.platformEnds, platformDelay.firstSeconds, platformDelay.mostSeconds)
    : backoff(counts.failedAttempts, job.retry.delaySeconds, job.retry.maxDelaySeconds);
  const nextAttemptAt = new Date(now.getTime() + delaySeconds * 1000);
  const ranOut = outOfJobTime(job, {
    end,
    error,
    now,
    nextAttemptAt: given ? nextAttemptAt : undefined,
  });
  if (ranOut !== undefined) return { ...counts, ...finish("timed_out", now, ranOut) };
  if (given) {
    return { ...counts, status: "retrying", nextAttemptAt: nextAttemptAt.toISOString(), error };
  }
  return { ...counts, ...finish(end.class === "timed_out" ? "timed_out" : "failed", now, error) };
}

/** The job's own code said that another attempt would end the same. The platform's ends have nothing to do with it. */
export const isBeyondRetry = (end: AttemptEnd): boolean =>
  !platformEnds.has(end.class) && end.error?.isRetryable === false;

const finish = (status: JobStatus, now: Date, error: JobError | undefined): JobPatch => ({
  status,
  finishedAt: now.toISOString(),
  nextAttemptAt: undefined,
  error,
});

/** Why the job has no time for more; undefined: it has. */
function outOfJobTime(
  job: Job,
  last: { end: AttemptEnd; error: JobError; now: Date; nextAttemptAt: Date | undefined },
): JobError | undefined {
  const { end, error, now, nextAttemptAt } = last;
  if (end.class === "timed_out" && error.code === jobTimedOutCode) return error;
  const { code, message } = jobTimedOut(job);
  const deadline = jobDeadline(job);
  if (deadline <= now) return { code, message: `${message} Last: ${error.message}` };
  if (nextAttemptAt === undefined || deadline > nextAttemptAt) return undefined;
  const limit = formatSeconds(job.timeouts.jobSeconds);
  const noTime = `The job's time limit of ${limit} leaves no time for another attempt.`;
  return { code, message: `${noTime} Last: ${error.message}` };
}

/** All done and ended: only now 100. */
function wholeProgress({ progress }: Job): JobPatch {
  const isWhole =
    progress?.done !== undefined && progress.total !== undefined && progress.done >= progress.total;
  return isWhole ? { progress: { ...progress, percent: 100 } } : {};
}

const backoff = (count: number, firstSeconds: number, mostSeconds: number): number =>
  Math.min(mostSeconds, firstSeconds * 2 ** Math.min(count - 1, 30));
