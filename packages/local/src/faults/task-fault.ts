import { z } from "zod";

/** A fault that strikes a running task at once. */
export const taskFault = z.strictObject({
  kind: z.enum(["spot-interruption", "host-retirement", "kill", "out-of-memory"]),
  /** Id or ARN. */
  task: z.string(),
});

export type TaskFault = z.output<typeof taskFault>;
