import { withDurableExecution } from "@aws/durable-execution-sdk-js";

/** A durable function that waits for a callback, and gives back what came. */
export const handler = withDurableExecution(async (_payload, context) => {
  const [callback] = await context.createCallback("word", { timeout: { seconds: 60 } });
  return { word: await callback };
});
