import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { beginExecution } from "@longhaul/core/execution/begin-execution";
import type { Pattern } from "@longhaul/core/job/job";
import type { Outcome } from "@longhaul/core/job/outcome";
import { log } from "@longhaul/core/log";
import type { Ports } from "@longhaul/core/ports";

import { runStep } from "../steps/run-step.ts";

/** Every plan's first step: the job that the payload names or asks for, and what there is to do for it. */
export async function beginJob(
  context: DurableContext,
  ports: Ports,
  { pattern, payload }: { pattern: Pattern; payload: unknown },
): Promise<{ jobId: string; outcome: Outcome }> {
  const executionArn = context.executionContext.durableExecutionArn;
  const begun = await runStep(context, "begin", () =>
    beginExecution(ports, { executionArn, pattern, payload }),
  );
  const persistentKeys = { jobId: begun.jobId };
  context.configureLogger({ customLogger: log.createChild({ persistentKeys }) });
  return begun;
}

/** Waits until an attempt is due: a later start, or the backoff after a failure. */
export async function waitForAttempt(
  context: DurableContext,
  { attempt, delaySeconds }: { attempt: number; delaySeconds: number },
): Promise<void> {
  if (delaySeconds > 0) {
    await context.wait(`delay-before-attempt-${attempt}`, { seconds: delaySeconds });
  }
}
