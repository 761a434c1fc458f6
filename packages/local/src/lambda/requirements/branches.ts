import type { DurableContext } from "@aws/durable-execution-sdk-js";

/** A branch, or an item's work, of one step that returns a value. */
export const stepOf =
  <T>(value: T) =>
  (inside: DurableContext): Promise<T> =>
    inside.step("only", async () => value);

/** One whose step fails at once. */
export const failingStep = (inside: DurableContext): Promise<never> =>
  inside.step(
    "only",
    async () => {
      throw new RangeError("out of range");
    },
    { retryStrategy: () => ({ shouldRetry: false }) },
  );

/** One that waits before its step. */
export const waitThenStep =
  <T>(seconds: number, value: T) =>
  async (inside: DurableContext): Promise<T> => {
    await inside.wait("pause", { seconds });
    return inside.step("only", async () => value);
  };
