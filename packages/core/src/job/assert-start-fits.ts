import { DomainError } from "../error.ts";
import { formatSeconds } from "../format-seconds.ts";
import { longestSeconds } from "./job.ts";

/**
 * One execution waits for the start and then sees to all attempts, in every pattern: one that only starts the task
 * also makes the attempts that ECS refuses. Throws `invalid_input` when they do not fit into its life together.
 */
export function assertStartFits(startAt: Date, jobSeconds: number, now: Date): void {
  const latest = new Date(now.getTime() + (longestSeconds - jobSeconds) * 1000);
  if (startAt <= latest) return;
  const life = formatSeconds(longestSeconds);
  const message = `must be ${latest.toISOString()} at the latest: the wait until then and the job's time limit of ${formatSeconds(jobSeconds)} have to fit into ${life}, the life of an execution; start earlier or lower timeouts.jobSeconds`;
  throw new DomainError("invalid_input", `/startAt: ${message}.`, [
    { pointer: "/startAt", message },
  ]);
}
