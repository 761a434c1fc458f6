import { z } from "zod";

import { text, texts, type RequirementHandlers } from "../requirement-handler.ts";

const message = z.object({ id: z.string(), message: z.string(), timestamp: z.string() });

const typedMessage = {
  async deserialize(data: string | undefined) {
    const { timestamp, ...rest } = message.parse(JSON.parse(data ?? "null"));
    return { ...rest, timestamp: new Date(timestamp) };
  },
};

const numeric = { deserialize: async (data: string | undefined) => Number(data) };

export const callback: RequirementHandlers = {
  "4-1": async (input, context) => {
    const [result] = await context.createCallback(text.parse(input));
    return result;
  },
  "4-2": async (_input, context) => {
    const [result] = await context.createCallback("approval");
    return result;
  },
  "4-3": async (input, context) => {
    const [result] = await context.createCallback(text.parse(input), { timeout: { seconds: 5 } });
    return result;
  },
  "4-4": async (input, context) => {
    const heartbeatTimeout = { seconds: 5 };
    const [result] = await context.createCallback(text.parse(input), { heartbeatTimeout });
    return result;
  },
  "4-5": async (input, context) => {
    const heartbeatTimeout = { seconds: 10 };
    const [result] = await context.createCallback(text.parse(input), { heartbeatTimeout });
    return result;
  },
  "4-6": async (input, context) => {
    const [result] = await context.createCallback(text.parse(input));
    return result;
  },
  "4-7": async (input, context) => {
    const [result] = await context.createCallback(text.parse(input));
    await context.step(async () => "done");
    return result;
  },
  "4-8": async (input, context) => {
    const [result] = await context.createCallback(text.parse(input), { timeout: { seconds: 5 } });
    await context.step(async () => "done");
    return result;
  },
  "4-9": async (input, context) => {
    const [result] = await context.createCallback(text.parse(input));
    await context.wait({ seconds: 5 });
    return result;
  },
  "4-10": async (input, context) => {
    const [result] = await context.createCallback(text.parse(input));
    await context.wait({ seconds: 5 });
    return result;
  },
  "4-11": async (input, context) => {
    const [result] = await context.createCallback(text.parse(input), { timeout: { seconds: 3 } });
    await context.wait({ seconds: 6 });
    return result;
  },
  "4-12": async (input, context) => {
    const [callback] = await context.createCallback(text.parse(input));
    const result = await callback;
    await context.wait({ seconds: 2 });
    return result;
  },
  "4-13": async (input, context) => {
    const [callback] = await context.createCallback(text.parse(input));
    const result = await callback.catch(String);
    await context.wait({ seconds: 2 });
    return result;
  },
  "4-14": async (input, context) => {
    const timeout = { seconds: 3 };
    const [callback] = await context.createCallback(text.parse(input), { timeout });
    const result = await callback.catch(String);
    await context.wait({ seconds: 2 });
    return result;
  },
  "4-15": async (input, context) => {
    const [callback] = await context.createCallback(text.parse(input), { serdes: typedMessage });
    const received = await callback;
    return { received: { ...received, timestamp: received.timestamp.getTime() / 1000 } };
  },
  "4-16": async (input, context) => {
    const [callback] = await context.createCallback(text.parse(input), { serdes: numeric });
    const count = await callback;
    return { count, doubled: count * 2 };
  },
  "4-17": async (input, context) => {
    const [nameA, nameB] = texts.parse(input);
    const [callbackA] = await context.createCallback(nameA);
    const a = await callbackA;
    const [callbackB] = await context.createCallback(nameB);
    return { a, b: await callbackB };
  },
  "4-18": async (input, context) => {
    const [nameA, nameB] = texts.parse(input);
    const [callbackA] = await context.createCallback(nameA);
    const [callbackB] = await context.createCallback(nameB);
    const a = await callbackA;
    return { a, b: await callbackB };
  },
  "4-19": async (input, context) => {
    const [nameA, nameB] = texts.parse(input);
    const [callbackA] = await context.createCallback(nameA);
    const [callbackB] = await context.createCallback(nameB);
    const b = await callbackB;
    return { a: await callbackA, b };
  },
};
