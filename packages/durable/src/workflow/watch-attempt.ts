import type { DurableContext, DurablePromise } from "@aws/durable-execution-sdk-js";
import { pollDelaySeconds } from "@longhaul/core/execution/poll-delay";
import type { Ports } from "@longhaul/core/ports";

import { lookAtAttempt, type Watch } from "../steps/look-at-attempt.ts";

/**
 * Polls until the job's attempt has ended, in steps that grow with the age: of the job, so that all its attempts
 * together stay within what an execution may have, or of this watch.
 */
export function watchAttempt(
  context: DurableContext,
  ports: Ports,
  { name, jobId, countFrom }: { name: string; jobId: string; countFrom: "job" | "now" },
): DurablePromise<Watch> {
  const initialState: Watch = {
    outcome: { next: "wait" },
    ageSeconds: 0,
    leftSeconds: Number.MAX_SAFE_INTEGER,
    failures: 0,
  };
  return context.waitForCondition(name, (last) => lookAtAttempt(ports, jobId, countFrom, last), {
    initialState,
    waitStrategy: (watch) =>
      watch.outcome.next === "wait"
        ? { shouldContinue: true, delay: { seconds: untilNextLook(watch) } }
        : { shouldContinue: false },
  });
}

/** A limit is looked at when it is reached, not at the poll after it. */
export function untilNextLook({ ageSeconds, leftSeconds, failures }: Watch): number {
  const delaySeconds = pollDelaySeconds(ageSeconds);
  // Every look is a metered operation: one after a failure must not come each second.
  if (failures > 0 && leftSeconds === 0) return delaySeconds;
  return Math.max(1, Math.min(delaySeconds, leftSeconds + 1));
}
