import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { z } from "zod";

/** The handler that a requirement describes, under the requirement's id. */
export type RequirementHandlers = Record<
  string,
  (input: unknown, context: DurableContext) => Promise<unknown>
>;

export const text = z.string();
export const texts = z.tuple([z.string(), z.string()]);

export const noRetry = () => ({ shouldRetry: false });

/** Again after a second, until there were so many attempts. */
export const retryUntil = (attempts: number) => (_error: Error, attempt: number) =>
  attempt < attempts ? { shouldRetry: true, delay: { seconds: 1 } } : { shouldRetry: false };

/** Stores a text in upper case. */
export const upperCase = {
  serialize: async (value: unknown) => String(value).toUpperCase(),
  deserialize: async (data: string | undefined): Promise<unknown> => data,
};
