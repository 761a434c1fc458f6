import { stepOf, waitThenStep } from "../branches.ts";
import type { Requirements } from "../requirement.ts";

/** Branches that hold more than steps. */
export const nestedBranches: Requirements = {
  "parallel-child-contexts": {
    title: "a branch may open contexts of its own",
    handle: async (context) =>
      (
        await context.parallel("one", [
          (inside) => inside.runInChildContext("deeper", stepOf("deep")),
        ])
      ).getResults(),
    result: ["deep"],
    history: [
      "ExecutionStarted",
      "ContextStarted one (Parallel)",
      "ContextStarted one/parallel-branch-0 (ParallelBranch)",
      "ContextStarted one/parallel-branch-0/deeper (RunInChildContext)",
      "StepStarted one/parallel-branch-0/deeper/only",
      'StepSucceeded one/parallel-branch-0/deeper/only = "deep"',
      'ContextSucceeded one/parallel-branch-0/deeper (RunInChildContext) = "deep"',
      'ContextSucceeded one/parallel-branch-0 (ParallelBranch) = "deep"',
      'ContextSucceeded one (Parallel) = {"all":[{"result":"deep","index":0,"status":"SUCCEEDED"}],"completionReason":"ALL_COMPLETED"}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-nested": {
    title: "a parallel inside a branch is under it",
    handle: async (context) =>
      (
        await context.parallel("outer", [
          async (inside) => (await inside.parallel("inner", [stepOf(1), stepOf(2)])).getResults(),
          stepOf(3),
        ])
      ).getResults(),
    result: [[1, 2], 3],
    history: [
      "ExecutionStarted",
      "ContextStarted outer (Parallel)",
      "ContextStarted outer/parallel-branch-0 (ParallelBranch)",
      "ContextStarted outer/parallel-branch-1 (ParallelBranch)",
      "ContextStarted outer/parallel-branch-0/inner (Parallel)",
      "StepStarted outer/parallel-branch-1/only",
      "ContextStarted outer/parallel-branch-0/inner/parallel-branch-0 (ParallelBranch)",
      "ContextStarted outer/parallel-branch-0/inner/parallel-branch-1 (ParallelBranch)",
      "StepStarted outer/parallel-branch-0/inner/parallel-branch-0/only",
      "StepStarted outer/parallel-branch-0/inner/parallel-branch-1/only",
      "StepSucceeded outer/parallel-branch-1/only = 3",
      "StepSucceeded outer/parallel-branch-0/inner/parallel-branch-0/only = 1",
      "StepSucceeded outer/parallel-branch-0/inner/parallel-branch-1/only = 2",
      "ContextSucceeded outer/parallel-branch-1 (ParallelBranch) = 3",
      "ContextSucceeded outer/parallel-branch-0/inner/parallel-branch-0 (ParallelBranch) = 1",
      "ContextSucceeded outer/parallel-branch-0/inner/parallel-branch-1 (ParallelBranch) = 2",
      "ContextSucceeded outer/parallel-branch-0/inner (Parallel) = 132 characters",
      "ContextSucceeded outer/parallel-branch-0 (ParallelBranch) = [1,2]",
      "ContextSucceeded outer (Parallel) = 136 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-invokes": {
    title: "a branch sleeps for its invoke, and the other for its wait",
    handle: async (context) =>
      (
        await context.parallel(
          "both",
          [
            (inside) => inside.invoke<unknown, number>("call", "doubleDurable:$LATEST", { n: 1 }),
            waitThenStep(60, 2),
          ],
          { maxConcurrency: 1 },
        )
      ).getResults(),
    result: [2, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      'ChainedInvokeStarted both/parallel-branch-0/call -> doubleDurable:$LATEST at $LATEST durably = {"n":1}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded both/parallel-branch-0/call = 2",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch) = 2",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "WaitStarted both/parallel-branch-1/pause",
      "InvocationCompleted",
      "WaitSucceeded both/parallel-branch-1/pause",
      "StepStarted both/parallel-branch-1/only",
      "StepSucceeded both/parallel-branch-1/only = 2",
      "ContextSucceeded both/parallel-branch-1 (ParallelBranch) = 2",
      "ContextSucceeded both (Parallel) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
