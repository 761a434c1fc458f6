import { type DurableContext, withDurableExecution } from "@aws/durable-execution-sdk-js";

const items = Array.from({ length: 1_000 }, (_, index) => index);

/** A map over a thousand items, each with a step, replayed once. Returns how many it did. */
export const handler = withDurableExecution(async (_event: unknown, context: DurableContext) => {
  const doubled = await context.map("items", items, (inside, item) =>
    inside.step("double", async () => item * 2),
  );
  await context.wait("pause", { seconds: 1 });
  return doubled.getResults().filter((double, index) => double === index * 2).length;
});
