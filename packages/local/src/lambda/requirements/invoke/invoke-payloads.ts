import type { Requirements } from "../requirement.ts";

const shout = {
  serialize: async (value: unknown) => JSON.stringify(String(value).toUpperCase()),
  deserialize: async (data: string | undefined) => `heard ${data}`,
};

/** Targets of all kinds, and what goes to them and comes back. */
export const invokePayloads: Requirements = {
  "invoke-plain": {
    title: "a plain function's result is the invoke's, as it is",
    handle: (context) => context.invoke("call", "doublePlain", { n: 21 }),
    result: 42,
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted call -> doublePlain at $LATEST = {"n":21}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded call = 42",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-durable": {
    title: "a durable function is invoked as an execution of its own",
    handle: (context) => context.invoke("call", "doubleDurable:$LATEST", { n: 21 }),
    result: 42,
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted call -> doubleDurable:$LATEST at $LATEST durably = {"n":21}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded call = 42",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-unnamed": {
    title: "an invoke needs no name",
    handle: (context) => context.invoke("doublePlain", { n: 21 }),
    result: 42,
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted ChainedInvoke -> doublePlain at $LATEST = {"n":21}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded ChainedInvoke = 42",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-plain-without-payload": {
    title: "a plain function that is invoked without a payload gets an empty object",
    handle: (context) => context.invoke("call", "echoPlain"),
    result: {},
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> echoPlain at $LATEST",
      "InvocationCompleted",
      "ChainedInvokeSucceeded call = {}",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-durable-without-payload": {
    title: "a durable function that is invoked without a payload has no input",
    handle: (context) => context.invoke("call", "echoDurable:$LATEST"),
    result: {},
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> echoDurable:$LATEST at $LATEST durably",
      "InvocationCompleted",
      "ChainedInvokeSucceeded call = {}",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-null": {
    title: "null is a payload, and a result",
    handle: async (context) => [
      await context.invoke("plain", "echoPlain", null),
      await context.invoke("durable", "echoDurable:$LATEST", null),
    ],
    result: [null, null],
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted plain -> echoPlain at $LATEST = null",
      "InvocationCompleted",
      "ChainedInvokeSucceeded plain = null",
      "ChainedInvokeStarted durable -> echoDurable:$LATEST at $LATEST durably = null",
      "InvocationCompleted",
      "ChainedInvokeSucceeded durable = null",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-text": {
    title: "a text is a payload, and a result, and is encoded once",
    handle: (context) => context.invoke("call", "echoDurable:$LATEST", 'say "hi"'),
    result: 'say "hi"',
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted call -> echoDurable:$LATEST at $LATEST durably = "say \\"hi\\""',
      "InvocationCompleted",
      'ChainedInvokeSucceeded call = "say \\"hi\\""',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-serdes": {
    title: "payload and result are what the workflow's own serdes make of them",
    handle: (context) =>
      context.invoke("call", "echoDurable:$LATEST", "hello", {
        payloadSerdes: shout,
        resultSerdes: shout,
      }),
    result: 'heard "HELLO"',
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted call -> echoDurable:$LATEST at $LATEST durably = "HELLO"',
      "InvocationCompleted",
      'ChainedInvokeSucceeded call = "HELLO"',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-tenant": {
    title: "the tenant is in the event, and in the context of a plain and of a durable function",
    handle: async (context) => [
      await context.invoke("plain", "tenantPlain", {}, { tenantId: "blue" }),
      await context.invoke("durable", "tenantDurable:$LATEST", {}, { tenantId: "red" }),
      await context.invoke("none", "tenantDurable:$LATEST", {}),
    ],
    result: ["blue", "red", "nobody"],
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted plain -> tenantPlain for blue at $LATEST = {}",
      "InvocationCompleted",
      'ChainedInvokeSucceeded plain = "blue"',
      "ChainedInvokeStarted durable -> tenantDurable:$LATEST for red at $LATEST durably = {}",
      "InvocationCompleted",
      'ChainedInvokeSucceeded durable = "red"',
      "ChainedInvokeStarted none -> tenantDurable:$LATEST at $LATEST durably = {}",
      "InvocationCompleted",
      'ChainedInvokeSucceeded none = "nobody"',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-arns": {
    title: "a partial ARN and an ARN reach the function, which is named as it was given",
    handle: async (context) => [
      await context.invoke("partial", "function:doublePlain", { n: 2 }),
      await context.invoke(
        "arn",
        "arn:aws:lambda:eu-central-1:123456789012:function:doubleDurable:$LATEST",
        { n: 3 },
      ),
    ],
    result: [4, 6],
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted partial -> function:doublePlain at $LATEST = {"n":2}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded partial = 4",
      'ChainedInvokeStarted arn -> arn:aws:lambda:eu-central-1:123456789012:function:doubleDurable:$LATEST at $LATEST durably = {"n":3}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded arn = 6",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-large": {
    title: "results of half a megabyte come back from either kind",
    handle: async (context) => {
      const characters = 500_000;
      const plain = await context.invoke<unknown, string>("plain", "largePlain", { characters });
      const durable = await context.invoke<unknown, string>("durable", "largeDurable:$LATEST", {
        characters,
      });
      return [plain.length, durable.length];
    },
    result: [500_000, 500_000],
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted plain -> largePlain at $LATEST = {"characters":500000}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded plain = 500002 characters",
      'ChainedInvokeStarted durable -> largeDurable:$LATEST at $LATEST durably = {"characters":500000}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded durable = 500002 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
