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
    waitStrategy: ({ outcome, ageSeconds, leftSeconds }) =>
      outcome.next === "wait"
        ? { shouldContinue: true, delay: { seconds: untilNextLook(ageSeconds, leftSeconds) } }
        : { shouldContinue: false },
  });
}

/** A limit is looked at when it is reached, not at the poll after it. */
const untilNextLook = (ageSeconds: number, leftSeconds: number): number =>
  Math.max(1, Math.min(pollDelaySeconds(ageSeconds), leftSeconds + 1));
