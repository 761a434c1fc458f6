import { z } from "zod";

import { retryUntil, text, type RequirementHandlers } from "../requirement-handler.ts";

const submit = async (): Promise<void> => {};

const approval = z.object({ status: z.string() });
const approvals = {
  deserialize: async (data: string | undefined) => approval.parse(JSON.parse(data ?? "null")),
};

export const waitForCallback: RequirementHandlers = {
  "7-1": (input, context) => context.waitForCallback(text.parse(input), submit),
  "7-2": (_input, context) => context.waitForCallback("approval", submit),
  "7-3": (_input, context) => context.waitForCallback(async () => {}),
  "7-4": (input, context) => context.waitForCallback(text.parse(input), submit),
  "7-5": (input, context) =>
    context.waitForCallback(text.parse(input), submit, { timeout: { seconds: 3 } }),
  "7-6": (input, context) =>
    context.waitForCallback(text.parse(input), submit).catch(() => "recovered"),
  "7-7": (input, context) =>
    context.waitForCallback(
      text.parse(input),
      async () => {
        throw new Error("cannot be submitted");
      },
      { retryStrategy: retryUntil(2) },
    ),
  "7-8": (input, context) =>
    context.runInChildContext("wrapper", (inside) =>
      inside.waitForCallback(text.parse(input), submit),
    ),
  "7-9": async (_input, context) => {
    await context.waitForCallback("first", submit);
    return context.waitForCallback("second", submit);
  },
  "7-10": async (input, context) => {
    await context.wait({ seconds: 1 });
    await context.step(async () => "fixed");
    return context.waitForCallback(text.parse(input), submit);
  },
  "7-11": async (input, context) => {
    const result = await context.waitForCallback(text.parse(input), submit, { serdes: approvals });
    return result.status;
  },
  "7-12": (input, context) =>
    context.waitForCallback(text.parse(input), submit, { heartbeatTimeout: { seconds: 5 } }),
  "7-13": (input, context) =>
    context.waitForCallback(text.parse(input), submit, { heartbeatTimeout: { seconds: 10 } }),
  "7-14": (input, context) =>
    context
      .waitForCallback(text.parse(input), submit, { timeout: { seconds: 3 } })
      .catch(() => "timed-out-handled"),
  "7-15": (input, context) => context.waitForCallback(text.parse(input), submit),
};
