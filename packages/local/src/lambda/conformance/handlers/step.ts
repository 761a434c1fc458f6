import { createRetryStrategy, JitterStrategy, StepSemantics } from "@aws/durable-execution-sdk-js";
import { z } from "zod";

import {
  noRetry,
  retryUntil,
  text,
  upperCase,
  type RequirementHandlers,
} from "../requirement-handler.ts";

class TransientError extends Error {
  override name = "TransientError";
}

const person = z.object({ name: z.string(), tags: z.array(z.string()) });

function fail(message = "failed on purpose"): never {
  throw new Error(message);
}

export const step: RequirementHandlers = {
  "1-1": (input, context) => context.step(async () => `Hello, ${text.parse(input)}!`),
  "1-2": (input, context) =>
    context.step("custom_step_name", async () => `Hello, ${text.parse(input)}!`),
  "1-3": async (_input, context) => {
    const first = await context.step(async () => "first");
    return context.step(async () => `${first}_second`);
  },
  "1-4": (input, context) =>
    context.step(async () => {
      const { name, tags } = person.parse(input);
      return { user: { name, tags }, count: tags.length };
    }),
  "1-5": (_input, context) => context.step(async () => null),
  "1-6": (input, context) => context.step(async () => input, { serdes: upperCase }),
  "1-7": (input, context) =>
    context.step(async ({ logger }) => {
      logger.info(`Greeting step started for: ${text.parse(input)}`);
      const greeting = `Hello, ${text.parse(input)}!`;
      logger.info(`Greeting step completed with: ${greeting}`);
      return greeting;
    }),
  "1-8": async (_input, context) => {
    const computed = await context.step(async () => "computed");
    await context.wait({ seconds: 2 });
    return computed;
  },
  "1-9": async (_input, context) => {
    const cached = await context.step(async ({ logger }) => {
      logger.info("step executed");
      return "cached_value";
    });
    await context.wait({ seconds: 1 });
    return cached;
  },
  "1-10": async (_input, context) => {
    const failing = context.step(async () => fail(), { retryStrategy: noRetry });
    await failing.catch(String);
    await context.wait({ seconds: 1 });
  },
  "1-11": (_input, context) =>
    context.step(async ({ attempt }) => (attempt === 1 ? fail() : "Operation succeeded"), {
      retryStrategy: retryUntil(3),
    }),
  "1-12": (_input, context) => context.step(async () => fail(), { retryStrategy: retryUntil(4) }),
  "1-13": (_input, context) =>
    context.step(async ({ attempt }) => (attempt < 3 ? fail() : "succeeded")),
  "1-14": (_input, context) =>
    context.step(async ({ attempt }) => (attempt < 3 ? fail() : "succeeded"), {
      retryStrategy: createRetryStrategy({
        maxAttempts: 5,
        initialDelay: { seconds: 2 },
        backoffRate: 3,
        jitter: JitterStrategy.NONE,
      }),
    }),
  "1-15": (_input, context) =>
    context.step(
      async ({ attempt }) => {
        if (attempt === 1) throw new TransientError("for now");
        return "succeeded";
      },
      {
        retryStrategy: (error) =>
          error instanceof TransientError
            ? { shouldRetry: true, delay: { seconds: 1 } }
            : { shouldRetry: false },
      },
    ),
  "1-16": (_input, context) =>
    context.step(
      async () => {
        throw new TransientError("for now");
      },
      { retryStrategy: (error) => ({ shouldRetry: !(error instanceof TransientError) }) },
    ),
  "1-17": (input, context) =>
    context.step(
      "at_most_once_flaky_step",
      async ({ logger }) => {
        logger.info(`crashes with ${text.parse(input)}`);
        process.exit(1);
      },
      { semantics: StepSemantics.AtMostOncePerRetry, retryStrategy: noRetry },
    ),
  "1-18": (input, context) =>
    context.step(
      async ({ logger, attempt }) => {
        logger.info(`attempt with ${text.parse(input)}`);
        if (attempt === 1) process.exit(1);
        return "succeeded on second attempt";
      },
      { semantics: StepSemantics.AtMostOncePerRetry, retryStrategy: retryUntil(2) },
    ),
  "1-19": (_input, context) => context.step(async () => fail(), { retryStrategy: noRetry }),
  "1-20": async (_input, context) => {
    const failing = context.step(async () => fail(), { retryStrategy: noRetry });
    const fallback = await failing.catch(() => "fallback");
    return context.step(async () => `${fallback}_result`);
  },
};
