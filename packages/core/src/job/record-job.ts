import * as z from "zod";

import { parseInput } from "../parse-input.ts";
import type { Ports } from "../ports.ts";
import { jobRequestOptionsSchema } from "./job-request.ts";
import type { Job, Pattern } from "./job.ts";
import { newJob } from "./new-job.ts";
import { requireJob } from "./update-job.ts";

/** `{ type, input, options? }`: any job type. */
const typedPayloadSchema = z.strictObject({
  type: z.string().min(1),
  input: z.unknown().optional(),
  options: jobRequestOptionsSchema.optional(),
});

/** The payload of AWS's sample: `{ message, processingTime }`, and whatever else `simulate` takes. */
const samplePayloadSchema = z.looseObject({ message: z.string() });

/**
 * Writes the record of a job whose durable function was invoked directly, without the API. Safe to repeat: the
 * execution's ARN is its idempotency key. Throws `invalid_input`; the input itself is checked by the worker.
 */
export async function recordJob(
  ports: Pick<Ports, "jobs" | "clock">,
  invocation: { executionArn: string; pattern: Pattern; payload: unknown },
): Promise<Job> {
  const { type, input, options } = readPayload(invocation.payload);
  const fresh = newJob({ ...options, type, pattern: invocation.pattern }, input, {
    createdBy: "lambda:invoke",
    now: ports.clock.now(),
    executionArn: invocation.executionArn,
  });
  const key = `execution:${invocation.executionArn}`;
  const { existing } = await ports.jobs.create({
    ...fresh,
    idempotency: { key, fingerprint: invocation.executionArn },
  });
  return existing === undefined ? fresh.job : requireJob(ports, existing.jobId);
}

function readPayload(payload: unknown): z.infer<typeof typedPayloadSchema> {
  const isSample = typeof payload === "object" && payload !== null && !("type" in payload);
  if (!isSample) return parseInput(typedPayloadSchema, payload);
  return { type: "simulate", input: parseInput(samplePayloadSchema, payload) };
}
