import * as z from "zod";

import type { JobDetail } from "../job/job-detail.ts";
import { isFinal } from "../job/job.ts";
import { attemptCostUsd } from "./attempt-cost.ts";
import { countOperations } from "./operation-count.ts";
import { prices } from "./prices.ts";
import { roundUsd } from "./round-usd.ts";

const usdSchema = z.number().nonnegative();

/** What a job costs on AWS; run locally, what it would cost there. */
export const jobCostSchema = z.object({
  usd: usdSchema,
  /** Of it: the tasks of all attempts, with their public addresses. */
  tasksUsd: usdSchema,
  /** Of it: Lambda's durable operations. */
  operationsUsd: usdSchema,
  /** Of the prices. */
  region: z.string(),
  /** Month of the prices. An attempt that has ended keeps what it cost then. */
  pricesOf: z.string().regex(/^\d{4}-\d{2}$/),
  /** It still grows, or ran on Spot, which has no fixed price. */
  isEstimate: z.boolean(),
});

export type JobCost = z.infer<typeof jobCostSchema>;

/** The job's cost until its end, or until `now`. */
export function jobCost(job: JobDetail, now: Date): JobCost {
  const tasks = job.attempts.map(({ costUsd, ...attempt }) => ({
    usd: costUsd ?? attemptCostUsd(attempt, now),
    isKnown: costUsd !== undefined && attempt.capacity !== "spot",
  }));
  const tasksUsd = roundUsd(tasks.reduce((sum, { usd }) => sum + usd, 0));
  const operationsUsd = roundUsd(countOperations(job, now) * prices.durableOperation);
  return {
    usd: roundUsd(tasksUsd + operationsUsd),
    tasksUsd,
    operationsUsd,
    region: prices.region,
    pricesOf: prices.pricesOf,
    isEstimate: !isFinal(job.status) || tasks.some(({ usd, isKnown }) => usd > 0 && !isKnown),
  };
}
