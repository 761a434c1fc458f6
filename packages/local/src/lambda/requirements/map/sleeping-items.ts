import { waitThenStep } from "../branches.ts";
import type { Requirements } from "../requirement.ts";

/** Items that wait, each for its own. */
export const sleepingItems: Requirements = {
  "map-waits": {
    title: "items that wait sleep together",
    handle: async (context) =>
      (
        await context.map("all", [1, 2, 3], (inside, n) => waitThenStep(60, n)(inside))
      ).getResults(),
    result: [1, 2, 3],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "ContextStarted all/map-item-2 (MapIteration)",
      "WaitStarted all/map-item-0/pause",
      "WaitStarted all/map-item-1/pause",
      "WaitStarted all/map-item-2/pause",
      "InvocationCompleted",
      "WaitSucceeded all/map-item-0/pause",
      "WaitSucceeded all/map-item-1/pause",
      "WaitSucceeded all/map-item-2/pause",
      "StepStarted all/map-item-0/only",
      "StepStarted all/map-item-1/only",
      "StepStarted all/map-item-2/only",
      "StepSucceeded all/map-item-0/only = 1",
      "StepSucceeded all/map-item-1/only = 2",
      "StepSucceeded all/map-item-2/only = 3",
      "ContextSucceeded all/map-item-0 (MapIteration) = 1",
      "ContextSucceeded all/map-item-1 (MapIteration) = 2",
      "ContextSucceeded all/map-item-2 (MapIteration) = 3",
      "ContextSucceeded all (Map) = 176 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-in-batches": {
    title: "with a concurrency of two, a third item begins when the first has ended its wait",
    handle: async (context) =>
      (
        await context.map("all", [1, 2, 3], (inside, n) => waitThenStep(60, n)(inside), {
          maxConcurrency: 2,
        })
      ).getResults(),
    result: [1, 2, 3],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "WaitStarted all/map-item-0/pause",
      "WaitStarted all/map-item-1/pause",
      "InvocationCompleted",
      "WaitSucceeded all/map-item-0/pause",
      "WaitSucceeded all/map-item-1/pause",
      "StepStarted all/map-item-0/only",
      "StepStarted all/map-item-1/only",
      "StepSucceeded all/map-item-0/only = 1",
      "StepSucceeded all/map-item-1/only = 2",
      "ContextSucceeded all/map-item-0 (MapIteration) = 1",
      "ContextSucceeded all/map-item-1 (MapIteration) = 2",
      "ContextStarted all/map-item-2 (MapIteration)",
      "WaitStarted all/map-item-2/pause",
      "InvocationCompleted",
      "WaitSucceeded all/map-item-2/pause",
      "StepStarted all/map-item-2/only",
      "StepSucceeded all/map-item-2/only = 3",
      "ContextSucceeded all/map-item-2 (MapIteration) = 3",
      "ContextSucceeded all (Map) = 176 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-retry": {
    title: "a step is tried again in its item alone",
    handle: async (context, scratch) =>
      (
        await context.map("all", ["flaky", "sound"], (inside, name) =>
          inside.step(
            name,
            async ({ attempt }) => {
              scratch.note(`${name} ${attempt}`);
              if (name === "flaky" && attempt === 1) throw new Error("not yet");
              return attempt;
            },
            { retryStrategy: () => ({ shouldRetry: true, delay: { seconds: 60 } }) },
          ),
        )
      ).getResults(),
    result: [2, 1],
    notes: ["flaky 1", "sound 1", "flaky 2"],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "StepStarted all/map-item-0/flaky",
      "StepStarted all/map-item-1/sound",
      "StepFailed all/map-item-0/flaky ! Error: not yet, again in 60 s",
      "StepSucceeded all/map-item-1/sound = 1",
      "ContextSucceeded all/map-item-1 (MapIteration) = 1",
      "InvocationCompleted",
      "StepStarted all/map-item-0/flaky",
      "StepSucceeded all/map-item-0/flaky = 2",
      "ContextSucceeded all/map-item-0 (MapIteration) = 2",
      "ContextSucceeded all (Map) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-callbacks": {
    title: "each item waits for a callback of its own",
    handle: async (context) =>
      (
        await context.map("all", ["a", "b"], (inside, name) =>
          inside.waitForCallback(name, async () => {}),
        )
      ).getResults(),
    callbacks: { b: "second", a: "first" },
    result: ["first", "second"],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "ContextStarted all/map-item-0/a (WaitForCallback)",
      "ContextStarted all/map-item-1/b (WaitForCallback)",
      "CallbackStarted all/map-item-0/a/Callback",
      "CallbackStarted all/map-item-1/b/Callback",
      "StepStarted all/map-item-0/a/Step",
      "StepStarted all/map-item-1/b/Step",
      "StepSucceeded all/map-item-0/a/Step",
      "StepSucceeded all/map-item-1/b/Step",
      "InvocationCompleted",
      "CallbackSucceeded all/map-item-1/b/Callback = second",
      'ContextSucceeded all/map-item-1/b (WaitForCallback) = "second"',
      'ContextSucceeded all/map-item-1 (MapIteration) = "second"',
      "InvocationCompleted",
      "CallbackSucceeded all/map-item-0/a/Callback = first",
      'ContextSucceeded all/map-item-0/a (WaitForCallback) = "first"',
      'ContextSucceeded all/map-item-0 (MapIteration) = "first"',
      "ContextSucceeded all (Map) = 145 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-polls": {
    title: "each item polls for itself",
    handle: async (context) =>
      (
        await context.map("all", [1, 2], (inside, polls) =>
          inside.waitForCondition("poll", async (count: number) => count + 1, {
            initialState: 0,
            waitStrategy: (count) =>
              count < polls
                ? { shouldContinue: true, delay: { seconds: 60 } }
                : { shouldContinue: false },
          }),
        )
      ).getResults(),
    result: [1, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "StepStarted all/map-item-0/poll",
      "StepStarted all/map-item-1/poll",
      "StepSucceeded all/map-item-0/poll = 1",
      "StepSucceeded all/map-item-1/poll = 1, again in 60 s",
      "ContextSucceeded all/map-item-0 (MapIteration) = 1",
      "InvocationCompleted",
      "StepStarted all/map-item-1/poll",
      "StepSucceeded all/map-item-1/poll = 2",
      "ContextSucceeded all/map-item-1 (MapIteration) = 2",
      "ContextSucceeded all (Map) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
