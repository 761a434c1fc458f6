import * as z from "zod";

import { jobStatusSchema } from "../job/job.ts";

/** One line of a job's history: what changed, when, and who said so. */
export const jobEventSchema = z.object({
  /** The job's version after the change: grows, unique within the job. */
  version: z.number().int().positive(),
  at: z.iso.datetime(),
  status: jobStatusSchema,
  attempt: z.number().int().nonnegative(),
  /** For people: `Attempt 1 ended: the task ran out of memory.` */
  message: z.string(),
});

export type JobEvent = z.infer<typeof jobEventSchema>;
