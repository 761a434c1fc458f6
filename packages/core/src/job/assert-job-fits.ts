import { DomainError } from "../error.ts";
import { formatSeconds } from "../format-seconds.ts";
import { executionLifeSeconds, longestJobSeconds } from "./job.ts";

/**
 * One execution waits for the start and then sees to all attempts, in every pattern: one that only starts the task
 * also makes the attempts that ECS refuses. Throws `invalid_input` when they do not fit into its life together.
 */
export function assertJobFits(jobSeconds: number, startAt: Date | undefined, now: Date): void {
  // A request's own is refused before; a job type's default is not.
  if (jobSeconds > longestJobSeconds) throw refusal("/timeouts/jobSeconds", beyondLongest);
  const latest = new Date(now.getTime() + (longestJobSeconds - jobSeconds) * 1000);
  if (startAt === undefined || startAt <= latest) return;
  const longest = `${formatSeconds(longestJobSeconds)} (${longestJobSeconds} s), a day less than the ${formatSeconds(executionLifeSeconds)} of an execution`;
  const message = `must be ${latest.toISOString()} at the latest: the wait until then and the job's time limit of ${formatSeconds(jobSeconds)} have to fit into ${longest}; start earlier or lower timeouts.jobSeconds`;
  throw refusal("/startAt", message);
}

export const beyondLongest = `must be at most ${longestJobSeconds}, ${formatSeconds(longestJobSeconds)}: a day less than AWS gives an execution`;

const refusal = (pointer: string, message: string) =>
  new DomainError("invalid_input", `${pointer}: ${message}.`, [{ pointer, message }]);
