import { NestingType } from "@aws/durable-execution-sdk-js";

import { stepOf } from "../branches.ts";
import type { Requirements } from "../requirement.ts";

/** Names, numbers and forms of branches. */
export const parallelBasics: Requirements = {
  "parallel-two": {
    title: "branches are contexts with default names under the parallel's own",
    handle: async (context) =>
      (await context.parallel("both", [stepOf(1), stepOf(2)])).getResults(),
    result: [1, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
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
  "parallel-named-branches": {
    title: "a branch's own name is on both of its events",
    handle: async (context) =>
      (
        await context.parallel("both", [
          { name: "left", func: stepOf("l") },
          { name: "right", func: stepOf("r") },
        ])
      ).getResults(),
    result: ["l", "r"],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/left (ParallelBranch)",
      "ContextStarted both/right (ParallelBranch)",
      "StepStarted both/left/only",
      "StepStarted both/right/only",
      'StepSucceeded both/left/only = "l"',
      'StepSucceeded both/right/only = "r"',
      'ContextSucceeded both/left (ParallelBranch) = "l"',
      'ContextSucceeded both/right (ParallelBranch) = "r"',
      "ContextSucceeded both (Parallel) = 136 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-unnamed": {
    title: "a parallel needs no name",
    handle: async (context) => (await context.parallel([stepOf(1)])).getResults(),
    result: [1],
    history: [
      "ExecutionStarted",
      "ContextStarted Parallel (Parallel)",
      "ContextStarted Parallel/parallel-branch-0 (ParallelBranch)",
      "StepStarted Parallel/parallel-branch-0/only",
      "StepSucceeded Parallel/parallel-branch-0/only = 1",
      "ContextSucceeded Parallel/parallel-branch-0 (ParallelBranch) = 1",
      'ContextSucceeded Parallel (Parallel) = {"all":[{"result":1,"index":0,"status":"SUCCEEDED"}],"completionReason":"ALL_COMPLETED"}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-empty": {
    title: "an empty list starts and succeeds",
    handle: async (context) => {
      const none = await context.parallel("none", []);
      return [none.totalCount, none.completionReason];
    },
    result: [0, "ALL_COMPLETED"],
    history: [
      "ExecutionStarted",
      "ContextStarted none (Parallel)",
      'ContextSucceeded none (Parallel) = {"all":[],"completionReason":"ALL_COMPLETED"}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-empty-branches": {
    title: "branches without operations, and without a result, succeed",
    handle: async (context) => {
      const both = await context.parallel<unknown>("both", [
        async () => undefined,
        async () => null,
      ]);
      return both.all.map(({ status }) => status);
    },
    result: ["SUCCEEDED", "SUCCEEDED"],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch)",
      "ContextSucceeded both/parallel-branch-1 (ParallelBranch) = null",
      "ContextSucceeded both (Parallel) = 124 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-order": {
    title: "results are in the order of the branches, whichever ends first",
    handle: async (context) =>
      (
        await context.parallel("both", [
          async (inside) => {
            await inside.step("one", async () => 1);
            return inside.step("two", async () => 2);
          },
          stepOf(3),
        ])
      ).getResults(),
    result: [2, 3],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "StepStarted both/parallel-branch-0/one",
      "StepStarted both/parallel-branch-1/only",
      "StepSucceeded both/parallel-branch-0/one = 1",
      "StepSucceeded both/parallel-branch-1/only = 3",
      "StepStarted both/parallel-branch-0/two",
      "ContextSucceeded both/parallel-branch-1 (ParallelBranch) = 3",
      "StepSucceeded both/parallel-branch-0/two = 2",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch) = 2",
      "ContextSucceeded both (Parallel) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-one-at-a-time": {
    title: "with a concurrency of one, a branch begins when the one before it has ended",
    handle: async (context) =>
      (
        await context.parallel("all", [stepOf(1), stepOf(2), stepOf(3)], { maxConcurrency: 1 })
      ).getResults(),
    result: [1, 2, 3],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepSucceeded all/parallel-branch-0/only = 1",
      "ContextSucceeded all/parallel-branch-0 (ParallelBranch) = 1",
      "ContextStarted all/parallel-branch-1 (ParallelBranch)",
      "StepStarted all/parallel-branch-1/only",
      "StepSucceeded all/parallel-branch-1/only = 2",
      "ContextSucceeded all/parallel-branch-1 (ParallelBranch) = 2",
      "ContextStarted all/parallel-branch-2 (ParallelBranch)",
      "StepStarted all/parallel-branch-2/only",
      "StepSucceeded all/parallel-branch-2/only = 3",
      "ContextSucceeded all/parallel-branch-2 (ParallelBranch) = 3",
      "ContextSucceeded all (Parallel) = 176 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-concurrency-of-none": {
    title: "a concurrency of none fails the execution and leaves nothing",
    handle: (context) => context.parallel("all", [stepOf(1)], { maxConcurrency: 0 }),
    status: "FAILED",
    history: [
      "ExecutionStarted",
      "InvocationCompleted ! Error: Invalid maxConcurrency: 0. Must be a positive number or undefined for unlimited concurrency.",
      "ExecutionFailed ! Error: Invalid maxConcurrency: 0. Must be a positive number or undefined for unlimited concurrency.",
    ],
  },
  "parallel-flat": {
    title:
      "with flat nesting there are no branches in the history, and their steps are the parallel's",
    handle: async (context) =>
      (
        await context.parallel("both", [stepOf(1), stepOf(2)], { nesting: NestingType.FLAT })
      ).getResults(),
    result: [1, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "StepStarted both/only",
      "StepStarted both/only",
      "StepSucceeded both/only = 1",
      "StepSucceeded both/only = 2",
      "ContextSucceeded both (Parallel) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-in-turn": {
    title: "a second parallel begins after the first",
    handle: async (context) => {
      const first = await context.parallel("first", [stepOf(1)]);
      const second = await context.parallel("second", [stepOf(2)]);
      return [...first.getResults(), ...second.getResults()];
    },
    result: [1, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted first (Parallel)",
      "ContextStarted first/parallel-branch-0 (ParallelBranch)",
      "StepStarted first/parallel-branch-0/only",
      "StepSucceeded first/parallel-branch-0/only = 1",
      "ContextSucceeded first/parallel-branch-0 (ParallelBranch) = 1",
      'ContextSucceeded first (Parallel) = {"all":[{"result":1,"index":0,"status":"SUCCEEDED"}],"completionReason":"ALL_COMPLETED"}',
      "ContextStarted second (Parallel)",
      "ContextStarted second/parallel-branch-0 (ParallelBranch)",
      "StepStarted second/parallel-branch-0/only",
      "StepSucceeded second/parallel-branch-0/only = 2",
      "ContextSucceeded second/parallel-branch-0 (ParallelBranch) = 2",
      'ContextSucceeded second (Parallel) = {"all":[{"result":2,"index":0,"status":"SUCCEEDED"}],"completionReason":"ALL_COMPLETED"}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
