import { z } from "zod";

const times = z.int().min(1).max(1_000_000).default(1);
const delayMs = z.int().min(1).max(86_400_000);
const retryAfterSeconds = z.int().min(1).max(86_400).default(1);
/** Of the events that are struck; absent: all. */
const detailType = z.string().min(1).exactOptional();
const operation = z.string();

/** A fault that waits for what it strikes, so many `times`; without them, until it is cleared. */
export const armedFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["run-task-throttled", "run-task-no-capacity"]), times }),
  z.strictObject({
    kind: z.literal("api-error"),
    operation,
    times,
    status: z.int().min(400).max(599).default(500),
    /** The error's type, such as `ProvisionedThroughputExceededException`; default: by status. */
    error: z
      .string()
      .regex(/^[A-Za-z]+$/, "must be the name of an error")
      .exactOptional(),
  }),
  z.strictObject({ kind: z.literal("api-delay"), operation, times, delayMs }),
  z.strictObject({
    kind: z.literal("api-throttled"),
    operation,
    times,
    /** What Lambda tells the caller; the other services name no time. */
    retryAfterSeconds,
  }),
  z.strictObject({
    kind: z.literal("api-rate"),
    operation,
    /** Calls over this are throttled until the fault is cleared. */
    perSecond: z.number().min(0.001).max(1_000_000),
    retryAfterSeconds,
  }),
  z.strictObject({ kind: z.literal("event-delay"), detailType, times, delayMs }),
  z.strictObject({ kind: z.enum(["event-duplicate", "event-drop"]), detailType, times }),
  z.strictObject({
    kind: z.literal("function-crash"),
    function: z.string(),
    /** Of one execution, the first one after the fault was made being 1. */
    atCheckpoint: z.int().min(1),
    /** Whether the checkpoint counts. */
    when: z.enum(["before", "after"]).default("before"),
    /** Executions. */
    times,
  }),
]);

export type ArmedFault = z.output<typeof armedFault>;
export type FaultOf<Kind extends ArmedFault["kind"]> = Extract<ArmedFault, { kind: Kind }>;
