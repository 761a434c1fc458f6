import * as z from "zod";

import { attemptSchema } from "../attempt/attempt.ts";
import { jobSchema } from "./job.ts";

/** A job with all that is only read one at a time. */
export const jobDetailSchema = jobSchema.extend({
  input: z.unknown(),
  /** Present once the job has succeeded. */
  result: z.unknown().optional(),
  /** Oldest first. */
  attempts: z.array(attemptSchema),
});

export type JobDetail = z.infer<typeof jobDetailSchema>;
