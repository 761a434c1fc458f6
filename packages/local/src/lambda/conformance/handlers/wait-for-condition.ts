import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { z } from "zod";

import type { RequirementHandlers } from "../requirement-handler.ts";

const threshold = z.number();

/** Counts up, a check every so many seconds, until `until`. */
function count(
  context: DurableContext,
  options: { from: number; until: number; delaySeconds?: number; name?: string },
): Promise<number> {
  const check = async (state: number) => state + 1;
  const config = {
    initialState: options.from,
    waitStrategy: (state: number) =>
      state < options.until
        ? { shouldContinue: true as const, delay: { seconds: options.delaySeconds ?? 1 } }
        : { shouldContinue: false as const },
  };
  if (options.name === undefined) return context.waitForCondition(check, config);
  return context.waitForCondition(options.name, check, config);
}

function failingCheck(context: DurableContext): Promise<string> {
  return context.waitForCondition(
    async () => {
      throw new Error("cannot check");
    },
    { initialState: "", waitStrategy: () => ({ shouldContinue: false }) },
  );
}

export const waitForCondition: RequirementHandlers = {
  "6-1": (input, context) => count(context, { from: 0, until: threshold.parse(input) }),
  "6-2": (input, context) =>
    context.waitForCondition(async (state: number) => state, {
      initialState: 5,
      waitStrategy: (state) =>
        state >= threshold.parse(input)
          ? { shouldContinue: false }
          : { shouldContinue: true, delay: { seconds: 1 } },
    }),
  "6-3": (input, context) =>
    count(context, { name: "poll-status", from: 0, until: threshold.parse(input) }),
  "6-4": (input, context) => count(context, { from: 5, until: threshold.parse(input) }),
  "6-5": (input, context) =>
    count(context, { from: 0, until: threshold.parse(input), delaySeconds: 2 }),
  "6-6": (_input, context) =>
    context.waitForCondition(async (state: number) => state + 1, {
      initialState: 0,
      waitStrategy: (_state, attempt) => {
        if (attempt >= 3) throw new Error("the condition was not met in 3 attempts");
        return { shouldContinue: true, delay: { seconds: 1 } };
      },
    }),
  "6-7": (_input, context) => failingCheck(context),
  "6-8": (_input, context) => failingCheck(context).catch(() => "recovered"),
  "6-9": (_input, context) =>
    context.waitForCondition(
      async ({ attempts }: { status: string; attempts: number }) => ({
        status: attempts + 1 >= 2 ? "DONE" : "PENDING",
        attempts: attempts + 1,
      }),
      {
        initialState: { status: "PENDING", attempts: 0 },
        waitStrategy: ({ status }) =>
          status === "PENDING"
            ? { shouldContinue: true, delay: { seconds: 1 } }
            : { shouldContinue: false },
      },
    ),
  "6-10": (_input, context) =>
    context.waitForCondition<string | null>(async () => null, {
      initialState: "",
      waitStrategy: () => ({ shouldContinue: false }),
    }),
  "6-11": (_input, context) =>
    context.waitForCondition(async (state: string) => `${state}x`, {
      initialState: "",
      waitStrategy: (state) =>
        state.length < 2
          ? { shouldContinue: true, delay: { seconds: 1 } }
          : { shouldContinue: false },
      serdes: {
        serialize: async (state) => Buffer.from(state ?? "").toString("base64"),
        deserialize: async (data) => Buffer.from(data ?? "", "base64").toString(),
      },
    }),
  "6-12": async (input, context) => {
    const state = await count(context, { from: 0, until: threshold.parse(input) });
    return context.step(async () => state * 10);
  },
  "6-13": async (_input, context) => {
    const first = await count(context, { from: 0, until: 2 });
    return count(context, { from: first, until: 4 });
  },
};
