import { NestingType } from "@aws/durable-execution-sdk-js";

import { stepOf, waitThenStep } from "../branches.ts";
import type { Requirements } from "../requirement.ts";

/** Branches that wait, each for its own. */
export const sleepingBranches: Requirements = {
  "parallel-waits": {
    title: "equal waits of branches end together, in one sleep",
    handle: async (context) =>
      (await context.parallel("both", [waitThenStep(60, 1), waitThenStep(60, 2)])).getResults(),
    result: [1, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "WaitStarted both/parallel-branch-0/pause",
      "WaitStarted both/parallel-branch-1/pause",
      "InvocationCompleted",
      "WaitSucceeded both/parallel-branch-0/pause",
      "WaitSucceeded both/parallel-branch-1/pause",
      "StepStarted both/parallel-branch-0/only",
      "StepStarted both/parallel-branch-1/only",
      "StepSucceeded both/parallel-branch-0/only = 1",
      "StepSucceeded both/parallel-branch-1/only = 2",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch) = 1",
      "ContextSucceeded both/parallel-branch-1 (ParallelBranch) = 2",
      "ContextSucceeded both (Parallel) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-unequal-waits": {
    title: "each wait of a branch ends in its own time",
    handle: async (context) =>
      (await context.parallel("both", [waitThenStep(3600, 1), waitThenStep(60, 2)])).getResults(),
    result: [1, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "WaitStarted both/parallel-branch-0/pause",
      "WaitStarted both/parallel-branch-1/pause",
      "InvocationCompleted",
      "WaitSucceeded both/parallel-branch-1/pause",
      "StepStarted both/parallel-branch-1/only",
      "StepSucceeded both/parallel-branch-1/only = 2",
      "ContextSucceeded both/parallel-branch-1 (ParallelBranch) = 2",
      "InvocationCompleted",
      "WaitSucceeded both/parallel-branch-0/pause",
      "StepStarted both/parallel-branch-0/only",
      "StepSucceeded both/parallel-branch-0/only = 1",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch) = 1",
      "ContextSucceeded both (Parallel) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-waits-in-flat": {
    title: "with flat nesting branches sleep as well",
    handle: async (context) =>
      (
        await context.parallel("both", [waitThenStep(60, 1), waitThenStep(60, 2)], {
          nesting: NestingType.FLAT,
        })
      ).getResults(),
    result: [1, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "WaitStarted both/pause",
      "WaitStarted both/pause",
      "InvocationCompleted",
      "WaitSucceeded both/pause",
      "WaitSucceeded both/pause",
      "StepStarted both/only",
      "StepStarted both/only",
      "StepSucceeded both/only = 1",
      "StepSucceeded both/only = 2",
      "ContextSucceeded both (Parallel) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-retry": {
    title: "a step is tried again in its branch, while the other is done",
    handle: async (context) =>
      (
        await context.parallel("both", [
          (inside) =>
            inside.step(
              "flaky",
              async ({ attempt }) => {
                if (attempt === 1) throw new Error("not yet");
                return attempt;
              },
              { retryStrategy: () => ({ shouldRetry: true, delay: { seconds: 60 } }) },
            ),
          stepOf("done"),
        ])
      ).getResults(),
    result: [2, "done"],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "StepStarted both/parallel-branch-0/flaky",
      "StepStarted both/parallel-branch-1/only",
      "StepFailed both/parallel-branch-0/flaky ! Error: not yet, again in 60 s",
      'StepSucceeded both/parallel-branch-1/only = "done"',
      'ContextSucceeded both/parallel-branch-1 (ParallelBranch) = "done"',
      "InvocationCompleted",
      "StepStarted both/parallel-branch-0/flaky",
      "StepSucceeded both/parallel-branch-0/flaky = 2",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch) = 2",
      "ContextSucceeded both (Parallel) = 137 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-callbacks": {
    title: "callbacks of branches are completed in any order",
    handle: async (context) =>
      (
        await context.parallel(
          "both",
          ["left", "right"].map((name) => async (inside) => {
            const [answer] = await inside.createCallback<string>(name);
            return answer;
          }),
        )
      ).getResults(),
    callbacks: { right: "second", left: "first" },
    result: ["first", "second"],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "CallbackStarted both/parallel-branch-0/left",
      "CallbackStarted both/parallel-branch-1/right",
      "InvocationCompleted",
      "CallbackSucceeded both/parallel-branch-1/right = second",
      'ContextSucceeded both/parallel-branch-1 (ParallelBranch) = "second"',
      "InvocationCompleted",
      "CallbackSucceeded both/parallel-branch-0/left = first",
      'ContextSucceeded both/parallel-branch-0 (ParallelBranch) = "first"',
      "ContextSucceeded both (Parallel) = 145 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-wait-for-callback": {
    title: "branches wait for callbacks that they hand out themselves",
    handle: async (context) =>
      (
        await context.parallel(
          "both",
          ["left", "right"].map((name) => (inside) => inside.waitForCallback(name, async () => {})),
        )
      ).getResults(),
    callbacks: { left: "first", right: "second" },
    result: ["first", "second"],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "ContextStarted both/parallel-branch-0/left (WaitForCallback)",
      "ContextStarted both/parallel-branch-1/right (WaitForCallback)",
      "CallbackStarted both/parallel-branch-0/left/Callback",
      "CallbackStarted both/parallel-branch-1/right/Callback",
      "StepStarted both/parallel-branch-0/left/Step",
      "StepStarted both/parallel-branch-1/right/Step",
      "StepSucceeded both/parallel-branch-0/left/Step",
      "StepSucceeded both/parallel-branch-1/right/Step",
      "InvocationCompleted",
      "CallbackSucceeded both/parallel-branch-0/left/Callback = first",
      'ContextSucceeded both/parallel-branch-0/left (WaitForCallback) = "first"',
      'ContextSucceeded both/parallel-branch-0 (ParallelBranch) = "first"',
      "InvocationCompleted",
      "CallbackSucceeded both/parallel-branch-1/right/Callback = second",
      'ContextSucceeded both/parallel-branch-1/right (WaitForCallback) = "second"',
      'ContextSucceeded both/parallel-branch-1 (ParallelBranch) = "second"',
      "ContextSucceeded both (Parallel) = 145 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-polls": {
    title: "a branch polls until its condition holds",
    handle: async (context) =>
      (
        await context.parallel("one", [
          (inside) =>
            inside.waitForCondition("poll", async (count: number) => count + 1, {
              initialState: 0,
              waitStrategy: (count) =>
                count < 2
                  ? { shouldContinue: true, delay: { seconds: 60 } }
                  : { shouldContinue: false },
            }),
        ])
      ).getResults(),
    result: [2],
    history: [
      "ExecutionStarted",
      "ContextStarted one (Parallel)",
      "ContextStarted one/parallel-branch-0 (ParallelBranch)",
      "StepStarted one/parallel-branch-0/poll",
      "StepSucceeded one/parallel-branch-0/poll = 1, again in 60 s",
      "InvocationCompleted",
      "StepStarted one/parallel-branch-0/poll",
      "StepSucceeded one/parallel-branch-0/poll = 2",
      "ContextSucceeded one/parallel-branch-0 (ParallelBranch) = 2",
      'ContextSucceeded one (Parallel) = {"all":[{"result":2,"index":0,"status":"SUCCEEDED"}],"completionReason":"ALL_COMPLETED"}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
