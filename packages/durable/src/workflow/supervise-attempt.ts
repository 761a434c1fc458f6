import type { DurableContext, DurablePromise } from "@aws/durable-execution-sdk-js";
import { beginAttempt } from "@longhaul/core/attempt/begin-attempt";
import { endByCallback } from "@longhaul/core/attempt/end-by-callback";
import { runTask } from "@longhaul/core/attempt/run-task";
import type { Outcome } from "@longhaul/core/job/outcome";
import type { Ports } from "@longhaul/core/ports";

import { runStep } from "../steps/run-step.ts";
import { namingErrors } from "./execution-error.ts";
import type { End } from "./wait-for-end.ts";

export interface AttemptPlan {
  /** True: the task beats the callback, and silence completes it. */
  beats: boolean;
  waitForEnd(
    context: DurableContext,
    of: { jobId: string; attempt: number; callback: DurablePromise<string> },
  ): Promise<End>;
}

/**
 * One attempt from its record to its end, in a context of its own: what it leaves pending ends with the context, and
 * a replay passes over a finished attempt in one operation.
 */
export async function superviseAttempt(
  context: DurableContext,
  ports: Ports,
  { jobId, attempt }: { jobId: string; attempt: number },
  plan: AttemptPlan,
): Promise<Outcome> {
  return context.runInChildContext(`attempt-${attempt}`, (inner) =>
    namingErrors(async () => {
      const begun = await runStep(inner, `begin-attempt-${attempt}`, () =>
        beginAttempt(ports, { jobId, attempt }),
      );
      if (!begun.begun) return begun.outcome;

      const [callback, callbackId] = await inner.createCallback(`attempt-${attempt}-ended`, {
        timeout: { seconds: begun.timeoutSeconds },
        ...(plan.beats && { heartbeatTimeout: { seconds: begun.heartbeatSeconds } }),
      });
      const run = await runStep(inner, `run-task-${attempt}`, () =>
        runTask(ports, { jobId, attempt, callbackId }),
      );
      if ("outcome" in run) return run.outcome;

      const end = await plan.waitForEnd(inner, { jobId, attempt, callback });
      if ("outcome" in end) return end.outcome;
      return runStep(inner, `end-attempt-${attempt}`, () =>
        endByCallback(ports, { jobId, attempt }, end.news),
      );
    }),
  );
}
