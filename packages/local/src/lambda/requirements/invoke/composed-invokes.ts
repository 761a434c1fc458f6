import type { Requirements } from "../requirement.ts";

/** Invokes after, beside and inside other operations. */
export const composedInvokes: Requirements = {
  "invoke-in-turn": {
    title: "invokes in turn wait for one another",
    handle: async (context) => {
      const first = await context.invoke<unknown, number>("first", "doublePlain", { n: 1 });
      return context.invoke("second", "doubleDurable:$LATEST", { n: first });
    },
    result: 4,
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted first -> doublePlain at $LATEST = {"n":1}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded first = 2",
      'ChainedInvokeStarted second -> doubleDurable:$LATEST at $LATEST durably = {"n":2}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded second = 4",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-at-once": {
    title: "invokes that start together answer in their places, whichever ends first",
    handle: (context) =>
      context.promise.all([
        context.invoke("first", "sleepDurable:$LATEST", {}),
        context.invoke("second", "doublePlain", { n: 1 }),
      ]),
    result: ["slept", 2],
    history: [
      "ExecutionStarted",
      "ContextStarted RunInChildContext (RunInChildContext)",
      "ChainedInvokeStarted first -> sleepDurable:$LATEST at $LATEST durably = {}",
      'ChainedInvokeStarted second -> doublePlain at $LATEST = {"n":1}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded second = 2",
      "InvocationCompleted",
      'ChainedInvokeSucceeded first = "slept"',
      'ContextSucceeded RunInChildContext (RunInChildContext) = ["slept",2]',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-one-of-two-fails": {
    title: "the first failure is enough; what still works goes on and wakes its caller",
    handle: async (context) => {
      const both = context.promise.all([
        context.invoke("first", "sleepDurable:$LATEST", {}),
        context.invoke("second", "nobody"),
      ]);
      const outcome = await both.catch(() => "one failed");
      await context.wait("after", { hours: 2 });
      return outcome;
    },
    result: "one failed",
    history: [
      "ExecutionStarted",
      "ContextStarted RunInChildContext (RunInChildContext)",
      "ChainedInvokeStarted first -> sleepDurable:$LATEST at $LATEST durably = {}",
      "ChainedInvokeStarted second -> nobody",
      "ChainedInvokeFailed second ! ResourceNotFoundException: Function not found: arn:aws:lambda:eu-central-1:123456789012:function:nobody:$LATEST",
      "ContextFailed RunInChildContext (RunInChildContext) ! InvokeError: Function not found: arn:aws:lambda:eu-central-1:123456789012:function:nobody:$LATEST",
      "WaitStarted after",
      "InvocationCompleted",
      'ChainedInvokeSucceeded first = "slept"',
      "InvocationCompleted",
      "WaitSucceeded after",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-chain": {
    title: "a child may invoke in its turn, and its own function too",
    handle: (context) => context.invoke("call", "countDown:$LATEST", { n: 3 }),
    result: "landed",
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted call -> countDown:$LATEST at $LATEST durably = {"n":3}',
      "InvocationCompleted",
      'ChainedInvokeSucceeded call = "landed"',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-in-child": {
    title: "an invoke inside a child context has it as its parent",
    handle: (context) =>
      context.runInChildContext("inside", (inside) =>
        inside.invoke("call", "doublePlain", { n: 4 }),
      ),
    result: 8,
    history: [
      "ExecutionStarted",
      "ContextStarted inside (RunInChildContext)",
      'ChainedInvokeStarted inside/call -> doublePlain at $LATEST = {"n":4}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded inside/call = 8",
      "ContextSucceeded inside (RunInChildContext) = 8",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-in-parallel": {
    title: "branches invoke side by side",
    handle: async (context) => {
      const both = await context.parallel(
        "both",
        [1, 2].map((n) => (inside) => inside.invoke<unknown, number>("call", "doublePlain", { n })),
        { maxConcurrency: 1 },
      );
      return both.getResults();
    },
    result: [2, 4],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      'ChainedInvokeStarted both/parallel-branch-0/call -> doublePlain at $LATEST = {"n":1}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded both/parallel-branch-0/call = 2",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch) = 2",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      'ChainedInvokeStarted both/parallel-branch-1/call -> doublePlain at $LATEST = {"n":2}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded both/parallel-branch-1/call = 4",
      "ContextSucceeded both/parallel-branch-1 (ParallelBranch) = 4",
      "ContextSucceeded both (Parallel) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-in-map": {
    title: "a failed invoke fails its item, not its neighbours",
    handle: async (context) => {
      const targets = ["doublePlain", "failPlain", "doubleDurable:$LATEST"];
      const all = await context.map(
        "all",
        targets,
        (inside, target) => inside.invoke("call", target, { n: 5 }),
        { maxConcurrency: 1, completionConfig: { toleratedFailureCount: 1 } },
      );
      return { results: all.getResults(), failed: all.failed().map(({ index }) => index) };
    },
    result: { results: [10, 10], failed: [1] },
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      'ChainedInvokeStarted all/map-item-0/call -> doublePlain at $LATEST = {"n":5}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded all/map-item-0/call = 10",
      "ContextSucceeded all/map-item-0 (MapIteration) = 10",
      "ContextStarted all/map-item-1 (MapIteration)",
      'ChainedInvokeStarted all/map-item-1/call -> failPlain at $LATEST = {"n":5}',
      "InvocationCompleted",
      "ChainedInvokeFailed all/map-item-1/call ! RangeError: out of range",
      "ContextFailed all/map-item-1 (MapIteration) ! InvokeError: out of range",
      "ContextStarted all/map-item-2 (MapIteration)",
      'ChainedInvokeStarted all/map-item-2/call -> doubleDurable:$LATEST at $LATEST durably = {"n":5}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded all/map-item-2/call = 10",
      "ContextSucceeded all/map-item-2 (MapIteration) = 10",
      "ContextSucceeded all (Map) = 368 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-with-wait": {
    title: "a child that sleeps is waited for, however long",
    handle: (context) => context.invoke("call", "sleepDurable:$LATEST", {}),
    result: "slept",
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> sleepDurable:$LATEST at $LATEST durably = {}",
      "InvocationCompleted",
      'ChainedInvokeSucceeded call = "slept"',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
