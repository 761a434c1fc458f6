import { withDurableExecution, type DurableContext } from "@aws/durable-execution-sdk-js";
import { z } from "zod";

import { effect } from "./effect.ts";
import { inputSchema } from "./input.ts";
import { plainPlans } from "./plain-plans.ts";
import { taskPlans } from "./task-plans.ts";

const plans = { ...plainPlans, ...taskPlans };

/** One function for all kinds, so that a new server has few processes to start. */
export const work = withDurableExecution(async (raw: unknown, context: DurableContext) => {
  const input = inputSchema.parse(raw);
  return plans[input.kind](context, input);
});

/** Called by executions and by the writer; not durable. */
export async function plain(raw: unknown): Promise<{ token: string }> {
  const { folder, execution } = z.object({ folder: z.string(), execution: z.string() }).parse(raw);
  return effect(folder, execution, "plain", 1);
}
