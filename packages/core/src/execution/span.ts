import * as z from "zod";

/** One bar of the timeline: an operation of the execution, an attempt, its task, or a state of the task. */
export const spanSchema = z.object({
  id: z.string(),
  parentId: z.string().optional(),
  kind: z.enum([
    "execution",
    "step",
    "wait",
    "callback",
    "context",
    "invoke",
    "task",
    "task_state",
  ]),
  name: z.string(),
  status: z.enum(["running", "waiting", "succeeded", "failed", "timed_out", "cancelled"]),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  /** Tries of a step that was retried, as segments of one row. */
  tries: z
    .array(
      z.object({
        startedAt: z.iso.datetime(),
        endedAt: z.iso.datetime().optional(),
        status: z.enum(["running", "succeeded", "failed"]),
      }),
    )
    .optional(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      /** Of a task's error: false when no retry can mend it. */
      isRetryable: z.boolean().optional(),
    })
    .optional(),
});

export type Span = z.infer<typeof spanSchema>;
