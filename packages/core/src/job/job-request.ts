import * as z from "zod";

import { beyondLongest } from "./assert-job-fits.ts";
import {
  capacitySchema,
  type JobOptions,
  longestJobSeconds,
  patternSchema,
  retrySchema,
  sizeSchema,
  tagSchema,
} from "./job.ts";

const limitSeconds = z
  .number()
  .int()
  .min(1)
  .max(longestJobSeconds, { error: beyondLongest })
  .optional();

const requestedTimeoutsSchema = z.strictObject({
  jobSeconds: limitSeconds,
  attemptSeconds: limitSeconds,
  heartbeatSeconds: limitSeconds,
} satisfies Record<keyof JobOptions["timeouts"], z.ZodType>);

/** What a caller may say of how a job runs; what is left out comes from the job type, then from `defaultOptions`. */
export const jobRequestOptionsSchema = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  tags: z.array(tagSchema).max(10).optional(),
  timeouts: requestedTimeoutsSchema.optional(),
  retry: retrySchema
    .partial()
    .strict()
    .optional()
    .meta({
      description: [
        "`delaySeconds` beyond `maxDelaySeconds`, given or default, is refused.",
        "A default `delaySeconds` gives way to a lower `maxDelaySeconds`.",
      ].join(" "),
    }),
  size: sizeSchema.optional(),
  capacity: capacitySchema.optional(),
});

/** The body of `POST /v1/jobs`. */
export const jobRequestSchema = jobRequestOptionsSchema.extend({
  type: z.string().min(1),
  input: z.unknown().optional(),
  pattern: patternSchema.optional(),
  startAt: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({
      description: [
        "With an offset or in UTC; in the past or absent: at once. The time until then and",
        "`timeouts.jobSeconds` have to fit into 365 days together.",
      ].join(" "),
    }),
});

export type JobRequest = z.infer<typeof jobRequestSchema>;
