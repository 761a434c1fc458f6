import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { endByCallback } from "@longhaul/core/attempt/end-by-callback";
import { listenForEnd } from "@longhaul/core/attempt/listen-for-end";
import { executionLifeSeconds } from "@longhaul/core/job/job";
import type { Outcome } from "@longhaul/core/job/outcome";
import type { Ports } from "@longhaul/core/ports";

import { runStep } from "../steps/run-step.ts";
import { namingErrors } from "./execution-error.ts";
import { waitForEnd } from "./wait-for-end.ts";

/** The poll sees the limits; the callback itself has the longest time that Lambda gives. */
const callbackTimeout = { seconds: executionLifeSeconds };

/**
 * Watches an attempt whose own callback is used up or belongs to another execution: a task that is still stopping, one
 * that took longer to start than it may be silent.
 */
export function watchJob(
  context: DurableContext,
  ports: Ports,
  { name, jobId }: { name: string; jobId: string },
): Promise<Outcome> {
  return context.runInChildContext(name, (inner) =>
    namingErrors(async () => {
      const [callback, callbackId] = await inner.createCallback(`${name}-ended`, {
        timeout: callbackTimeout,
      });
      const heard = await runStep(inner, `${name}-listen`, () =>
        listenForEnd(ports, { jobId, callbackId }),
      );
      if ("outcome" in heard) return heard.outcome;
      const { attempt } = heard;
      const end = await waitForEnd(inner, ports, { name, jobId, countFrom: "now", callback });
      if ("outcome" in end) return end.outcome;
      return runStep(inner, `${name}-end`, () =>
        endByCallback(ports, { jobId, attempt }, end.news),
      );
    }),
  );
}
