import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { Outcome } from "@longhaul/core/job/outcome";
import type { Ports } from "@longhaul/core/ports";

import { runStep } from "../steps/run-step.ts";
import { ExecutionError } from "./execution-error.ts";

/** The execution ends as its job did: with the result, or failed with the job's error. */
export async function finishJob(
  context: DurableContext,
  ports: Ports,
  { jobId, outcome }: { jobId: string; outcome: Extract<Outcome, { next: "done" }> },
): Promise<unknown> {
  if (outcome.status === "succeeded") {
    return runStep(context, "result", async () => (await ports.jobs.getResult(jobId)) ?? null);
  }
  throw jobError(outcome);
}

export function jobError({ status, error }: Extract<Outcome, { next: "done" }>): ExecutionError {
  if (status === "cancelled") {
    return new ExecutionError("job_cancelled", error?.message ?? "The job was cancelled.");
  }
  return new ExecutionError(error?.code ?? status, error?.message ?? `The job is ${status}.`);
}
