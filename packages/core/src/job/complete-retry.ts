import { DomainError } from "../error.ts";
import type { JobOptions } from "./job.ts";

/**
 * A default delay gives way to a lower longest one. A delay that was asked for does not: throws `invalid_input` when it
 * is beyond the longest, given or default, since raising that would take away the doubling and cutting it the delay.
 */
export function completeRetry(
  defaults: JobOptions["retry"],
  asked: Partial<JobOptions["retry"]> = {},
): JobOptions["retry"] {
  const retry = { ...defaults, ...asked };
  const { delaySeconds, maxDelaySeconds } = retry;
  if (delaySeconds <= maxDelaySeconds) return retry;
  if (asked.delaySeconds === undefined) return { ...retry, delaySeconds: maxDelaySeconds };
  const message =
    asked.maxDelaySeconds === undefined
      ? `must be at most ${maxDelaySeconds}, the default of maxDelaySeconds here; give a higher retry.maxDelaySeconds with it`
      : `must be at most maxDelaySeconds, which is ${maxDelaySeconds}`;
  throw new DomainError("invalid_input", `/retry/delaySeconds: ${message}.`, [
    { pointer: "/retry/delaySeconds", message },
  ]);
}
