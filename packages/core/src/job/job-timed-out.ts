import type { JobError } from "../attempt/attempt.ts";
import { formatSeconds } from "../format-seconds.ts";
import type { Job } from "./job.ts";

export const jobTimedOutCode = "job_timed_out";

/** The error of a job whose own time limit was reached. */
export const jobTimedOut = ({ timeouts }: Pick<Job, "timeouts">): JobError => ({
  code: jobTimedOutCode,
  message: `The job's time limit of ${formatSeconds(timeouts.jobSeconds)} was reached.`,
});
