import type { JobEvent } from "../job-event/job-event.ts";
import type { Job, JobStatus } from "./job.ts";

/** The job's life: from each status, where it may go. What is not here cannot happen. */
export const transitions: Record<JobStatus, readonly JobStatus[]> = {
  scheduled: ["queued", "cancelled", "failed", "timed_out"],
  queued: [
    "starting",
    "running",
    "retrying",
    "cancelling",
    "succeeded",
    "failed",
    "timed_out",
    "cancelled",
  ],
  // Whoever stops a task in ECS itself cancels its job without asking for it first.
  starting: ["running", "retrying", "cancelling", "succeeded", "failed", "timed_out", "cancelled"],
  running: ["retrying", "cancelling", "succeeded", "failed", "timed_out", "cancelled"],
  retrying: ["queued", "cancelled", "failed", "timed_out"],
  // A worker that finishes before the stop reaches it has finished: the truth is told.
  cancelling: ["cancelled", "succeeded"],
  succeeded: [],
  failed: [],
  timed_out: [],
  cancelled: [],
};

/** A job after a change: the next version, and its history entry when there is something to tell. */
export interface Transition {
  before: Job;
  after: Job;
  event?: JobEvent;
}

/** Fields to set; `undefined` removes one. */
export type JobPatch = { [Key in keyof Job]?: Job[Key] | undefined };

/** The job with `patch` applied, one version on. Throws when its status may not go there: a bug, not an input. */
export function changeJob(before: Job, patch: JobPatch, now: Date, message?: string): Transition {
  const status = patch.status ?? before.status;
  if (status !== before.status && !transitions[before.status].includes(status)) {
    throw new Error(`job ${before.id} cannot go from ${before.status} to ${status}`);
  }
  const at = now.toISOString();
  const merged = { ...before, ...patch, status, version: before.version + 1, updatedAt: at };
  const after = withoutUndefined(merged);
  if (message === undefined) return { before, after };
  return {
    before,
    after,
    event: { version: after.version, at, status, attempt: after.attempt, message },
  };
}

function withoutUndefined(job: { [Key in keyof Job]: Job[Key] | undefined }): Job {
  return Object.fromEntries(
    Object.entries(job).filter(([, value]) => value !== undefined),
  ) as unknown as Job;
}
