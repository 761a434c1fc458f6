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
  if (end.class === "completed") return finish("succeeded", now, undefined);
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
    : counts.failedAttempts < job.retry.maxAttempts;
  const delaySeconds = isPlatforms
    ? backoff(counts.platformEnds, platformDelay.firstSeconds, platformDelay.mostSeconds)
    : backoff(counts.failedAttempts, job.retry.delaySeconds, job.retry.maxDelaySeconds);
  const nextAttemptAt = new Date(now.getTime() + delaySeconds * 1000);
  if (jobDeadline(job) <= now || (given && jobDeadline(job) <= nextAttemptAt)) {
    return { ...counts, ...finish("timed_out", now, jobTimedOut(job, error)) };
  }
  if (given) {
    return { ...counts, status: "retrying", nextAttemptAt: nextAttemptAt.toISOString(), error };
  }
  return { ...counts, ...finish(end.class === "timed_out" ? "timed_out" : "failed", now, error) };
}

const finish = (status: JobStatus, now: Date, error: JobError | undefined): JobPatch => ({
  status,
  finishedAt: now.toISOString(),
  nextAttemptAt: undefined,
  error,
});

const jobTimedOut = (job: Job, last: JobError): JobError => ({
  code: "job_timed_out",
  message: `The job's time limit of ${job.timeouts.jobSeconds} s was reached. Last: ${last.message}`,
});

const backoff = (count: number, firstSeconds: number, mostSeconds: number): number =>
  Math.min(mostSeconds, firstSeconds * 2 ** Math.min(count - 1, 30));
