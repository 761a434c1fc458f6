import * as z from "zod";

import { jobErrorSchema } from "../attempt/attempt.ts";
import { jobIdPattern } from "../id.ts";
import { progressSchema } from "../progress/progress.ts";

export const jobStatuses = [
  "scheduled",
  "queued",
  "starting",
  "running",
  "retrying",
  "cancelling",
  "succeeded",
  "failed",
  "timed_out",
  "cancelled",
] as const;

export const jobStatusSchema = z.enum(jobStatuses);
export type JobStatus = z.infer<typeof jobStatusSchema>;

const finalStatuses: ReadonlySet<JobStatus> = new Set([
  "succeeded",
  "failed",
  "timed_out",
  "cancelled",
]);

/** A final status never changes. */
export const isFinal = (status: JobStatus): boolean => finalStatuses.has(status);

export const patternSchema = z.enum(["sync", "callback", "await"]);
export type Pattern = z.infer<typeof patternSchema>;

/** Seconds that AWS gives an execution: 366 days. */
export const executionLifeSeconds = 366 * 24 * 3600;

/**
 * A day less: an execution that was invoked directly is older than its job, and what a limit brings about takes time.
 * With the same length the execution could die first, and the job be lost instead of timed out.
 */
export const longestJobSeconds = executionLifeSeconds - 24 * 3600;

const limitSeconds = z.number().int().min(1).max(executionLifeSeconds);

/** As records may have them, those of jobs from before the day less too. */
export const timeoutsSchema = z.object({
  /** Of the whole job, all attempts and waits together. */
  jobSeconds: limitSeconds,
  /** Of one attempt. */
  attemptSeconds: limitSeconds,
  /** Of silence: no heartbeat, no progress. */
  heartbeatSeconds: limitSeconds,
});

export const retrySchema = z.object({
  /** Attempts in all that end by the job's own doing. */
  maxAttempts: z.number().int().min(1).max(100),
  /** Before the second attempt; doubles with each further one. */
  delaySeconds: z.number().int().min(0).max(86_400),
  maxDelaySeconds: z.number().int().min(0).max(86_400),
});

export const sizeSchema = z.object({
  /** CPU units: 1024 is one vCPU. */
  cpu: z.union([256, 512, 1024, 2048, 4096, 8192, 16384].map((cpu) => z.literal(cpu))),
  /** MiB, within Fargate's table for that CPU. */
  memory: z.number().int().min(512).max(122_880),
});
export type Size = z.infer<typeof sizeSchema>;

export const capacitySchema = z.enum(["on_demand", "spot"]);

export const tagSchema = z.string().regex(/^[\w.:/=@+-]{1,64}$/, {
  error: "a tag has 1 to 64 letters, digits or . : / = @ + - _",
});

/** What a user asked for, with every default filled in. */
export const jobOptionsSchema = z.object({
  timeouts: timeoutsSchema,
  retry: retrySchema,
  size: sizeSchema,
  capacity: capacitySchema,
});
export type JobOptions = z.infer<typeof jobOptionsSchema>;

export const jobSchema = jobOptionsSchema.extend({
  id: z.string().regex(jobIdPattern),
  type: z.string(),
  pattern: patternSchema,
  status: jobStatusSchema,
  /** Grows by one with every change, progress included. */
  version: z.number().int().positive(),
  name: z.string().optional(),
  tags: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  startAt: z.iso.datetime().optional(),
  /** When the first attempt's worker said that it runs. */
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  /** Number of the current attempt; 0 before the first. */
  attempt: z.number().int().nonnegative(),
  /** Attempts that ended by the job's own doing; against `retry.maxAttempts`. */
  failedAttempts: z.number().int().nonnegative(),
  /** Attempts that ended by the platform's doing. */
  platformEnds: z.number().int().nonnegative(),
  /** While retrying: when the next attempt is due. */
  nextAttemptAt: z.iso.datetime().optional(),
  /** Of the current attempt. */
  taskArn: z.string().optional(),
  attemptStartedAt: z.iso.datetime().optional(),
  heartbeatAt: z.iso.datetime().optional(),
  progress: progressSchema.optional(),
  executionArn: z.string().optional(),
  cancel: z
    .object({
      requestedAt: z.iso.datetime(),
      requestedBy: z.string(),
      reason: z.string().optional(),
    })
    .optional(),
  /** Why the last attempt ended, while retrying and at the end. */
  error: jobErrorSchema.optional(),
});

export type Job = z.infer<typeof jobSchema>;
