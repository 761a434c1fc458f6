import * as z from "zod";

import { jobIdPattern } from "../id.ts";
import type { Pattern } from "../job/job.ts";
import { type Outcome, outcomeOf } from "../job/outcome.ts";
import { recordJob } from "../job/record-job.ts";
import { changeJob } from "../job/transition.ts";
import { updateJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";

/** What the API, the sweep and the stop event invoke a durable function with. */
export const executionPayloadSchema = z.strictObject({
  jobId: z.string().regex(jobIdPattern),
  attempt: z.number().int().positive(),
});

/**
 * The first step of every execution: finds its job, or records it when the function was invoked directly, and notes
 * on it which execution runs it.
 */
export async function beginExecution(
  ports: Pick<Ports, "jobs" | "clock">,
  invocation: { executionArn: string; pattern: Pattern; payload: unknown },
): Promise<{ jobId: string; outcome: Outcome }> {
  const { executionArn } = invocation;
  const payload = executionPayloadSchema.safeParse(invocation.payload);
  const jobId = payload.success ? payload.data.jobId : (await recordJob(ports, invocation)).id;
  const job = await updateJob(ports, jobId, (current) =>
    current.executionArn === executionArn
      ? undefined
      : changeJob(current, { executionArn }, ports.clock.now()),
  );
  const outcome = outcomeOf(job, ports.clock.now());
  if (outcome.next === "wait" && job.attempt === 0) {
    return { jobId, outcome: { next: "attempt", attempt: 1, delaySeconds: 0 } };
  }
  return { jobId, outcome };
}
