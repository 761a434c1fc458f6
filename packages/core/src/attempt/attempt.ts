import * as z from "zod";

/** How an attempt can end. */
export const endClasses = [
  "completed",
  "failed",
  "crashed",
  "out_of_memory",
  "heartbeat_lost",
  "start_failed",
  "no_capacity",
  "interrupted",
  "retired",
  "lost",
  "cancelled",
  "timed_out",
] as const;

export type EndClass = (typeof endClasses)[number];

/** Ends that are the platform's doing: they relaunch and use up no attempt of the job's. */
export const platformEnds: ReadonlySet<EndClass> = new Set([
  "interrupted",
  "retired",
  "lost",
  "no_capacity",
]);

/** An error as it travels between processes: compared by code, never by class. */
export const jobErrorSchema = z.object({
  /** Ours (`heartbeat_lost`, `timed_out` …), or the name of what the code threw. */
  code: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  /** False: no retry can mend it, so the job ends with this attempt. Absent: a retry may. */
  isRetryable: z.boolean().optional(),
});

export type JobError = z.infer<typeof jobErrorSchema>;

export const attemptEndSchema = z.object({
  class: z.enum(endClasses),
  error: jobErrorSchema.optional(),
  exitCode: z.number().int().optional(),
  stopCode: z.string().optional(),
  stopReason: z.string().optional(),
  /** ECS's reason at the container, for example `OutOfMemoryError: …`. */
  containerReason: z.string().optional(),
  /** Who brought this truth first. */
  reportedBy: z.enum(["worker", "execution", "event", "sweep", "request"]),
});

export type AttemptEnd = z.infer<typeof attemptEndSchema>;

export const attemptSchema = z.object({
  number: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  /** When the worker said that it runs. */
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  taskArn: z.string().optional(),
  size: z.object({ cpu: z.number().int(), memory: z.number().int() }),
  capacity: z.enum(["on_demand", "spot"]),
  /** ECS's states in the order and with the times that it gave. */
  taskStates: z.array(z.object({ status: z.string(), at: z.iso.datetime() })),
  end: attemptEndSchema.optional(),
  /** Last lines of the log, kept from the attempt's end. */
  logTail: z.array(z.string()).optional(),
  /** Of its task on AWS, by the prices of its time. Kept when ECS has said all. */
  costUsd: z.number().nonnegative().optional(),
});

export type Attempt = z.infer<typeof attemptSchema>;
