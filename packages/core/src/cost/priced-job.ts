import type * as z from "zod";

import { type JobDetail, jobDetailSchema } from "../job/job-detail.ts";
import { attemptCostUsd } from "./attempt-cost.ts";
import { jobCost, jobCostSchema } from "./job-cost.ts";

/** A job as it is shown: with what it costs. */
export const pricedJobSchema = jobDetailSchema.extend({ cost: jobCostSchema });

export type PricedJob = z.infer<typeof pricedJobSchema>;

/** Adds the cost of the job and of each attempt: what is kept, else what it comes to by `now`. */
export const priceJob = (job: JobDetail, now: Date): PricedJob => ({
  ...job,
  attempts: job.attempts.map((attempt) => ({
    ...attempt,
    costUsd: attempt.costUsd ?? attemptCostUsd(attempt, now),
  })),
  cost: jobCost(job, now),
});
