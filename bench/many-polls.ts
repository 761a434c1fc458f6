import { type DurableContext, withDurableExecution } from "@aws/durable-execution-sdk-js";

/** A condition that holds at the 600th poll, a second after the one before. Returns how often it polled. */
export const handler = withDurableExecution(async (_event: unknown, context: DurableContext) =>
  context.waitForCondition("poll", async (polls: number) => polls + 1, {
    initialState: 0,
    waitStrategy: (polls) =>
      polls < 600 ? { shouldContinue: true, delay: { seconds: 1 } } : { shouldContinue: false },
  }),
);
