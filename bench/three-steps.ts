import { type DurableContext, withDurableExecution } from "@aws/durable-execution-sdk-js";

/** The workflow that engines are compared by: three steps that do nothing. */
export const handler = withDurableExecution(async (_event: unknown, context: DurableContext) => {
  const first = await context.step("first", async () => 1);
  const second = await context.step("second", async () => first + 1);
  return context.step("third", async () => second + 1);
});
