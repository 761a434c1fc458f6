import { z } from "@hono/zod-openapi";
import { attemptSchema } from "@longhaul/core/attempt/attempt";
import { pricedJobSchema } from "@longhaul/core/cost/priced-job";
import { spanSchema } from "@longhaul/core/execution/span";
import { jobSchema } from "@longhaul/core/job/job";
import { jobRequestSchema } from "@longhaul/core/job/job-request";
import { logLineSchema } from "@longhaul/core/log-line/log-line";

/** The domain's schemas under the names that the OpenAPI document gives them. */
export const jobView = jobSchema.meta({
  id: "Job",
  description: "A piece of work: what it is, where it stands, and how far.",
});

export const jobDetailView = pricedJobSchema
  .extend({ attempts: z.array(attemptSchema.meta({ id: "Attempt" })) })
  .meta({ id: "JobDetail", description: "A job with its input, result, attempts and cost." });

export const jobRequestView = jobRequestSchema.meta({
  id: "JobRequest",
  example: {
    type: "simulate",
    input: { message: "hello", processingTime: 30 },
    name: "A first try",
    tags: ["demo"],
    pattern: "await",
    timeouts: { jobSeconds: 3600 },
    retry: { maxAttempts: 3 },
  },
});

export const spanView = spanSchema.meta({ id: "Span" });

export const logLineView = logLineSchema.meta({ id: "LogLine" });

/** Longer than any id, shorter than any key of the table. */
export const jobParams = z.object({
  id: z
    .string()
    .max(100)
    .meta({ description: "The job's id", example: "job_01kfz2r4m8e5vtn3w9c7xq6a1b" }),
});
