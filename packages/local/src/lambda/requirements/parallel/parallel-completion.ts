import {
  completeBatch,
  CompletionOutcome,
  continueBatch,
  type BatchResult,
} from "@aws/durable-execution-sdk-js";

import { failingStep, stepOf, waitThenStep } from "../branches.ts";
import type { Requirements } from "../requirement.ts";

function told(batch: BatchResult<unknown>): unknown {
  const { completionReason, successCount, failureCount, startedCount } = batch;
  return [completionReason, successCount, failureCount, startedCount];
}

const oneByOne = { maxConcurrency: 1 };

/** When a parallel ends, and how. Its context succeeds in every case. */
export const parallelCompletion: Requirements = {
  "parallel-fails-fast": {
    title: "without a policy the first failure ends it, and what did not begin leaves nothing",
    handle: async (context) =>
      told(await context.parallel<unknown>("all", [failingStep, stepOf(2)], oneByOne)),
    result: ["FAILURE_TOLERANCE_EXCEEDED", 0, 1, 0],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepFailed all/parallel-branch-0/only ! RangeError: out of range",
      "ContextFailed all/parallel-branch-0 (ParallelBranch) ! StepError: out of range",
      "ContextSucceeded all (Parallel) = 287 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-throws": {
    title: "a failure that the workflow lets through is the execution's",
    handle: async (context) => {
      const batch = await context.parallel<unknown>("all", [stepOf(1), failingStep], oneByOne);
      batch.throwIfError();
    },
    status: "FAILED",
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepSucceeded all/parallel-branch-0/only = 1",
      "ContextSucceeded all/parallel-branch-0 (ParallelBranch) = 1",
      "ContextStarted all/parallel-branch-1 (ParallelBranch)",
      "StepStarted all/parallel-branch-1/only",
      "StepFailed all/parallel-branch-1/only ! RangeError: out of range",
      "ContextFailed all/parallel-branch-1 (ParallelBranch) ! StepError: out of range",
      "ContextSucceeded all (Parallel) = 331 characters",
      "InvocationCompleted ! ChildContextError: out of range",
      "ExecutionFailed ! ChildContextError: out of range",
    ],
  },
  "parallel-tolerates-a-count": {
    title: "as many failures as are tolerated do not end it",
    handle: async (context) =>
      told(
        await context.parallel<unknown>("all", [failingStep, stepOf(2)], {
          ...oneByOne,
          completionConfig: { toleratedFailureCount: 1 },
        }),
      ),
    result: ["ALL_COMPLETED", 1, 1, 0],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepFailed all/parallel-branch-0/only ! RangeError: out of range",
      "ContextFailed all/parallel-branch-0 (ParallelBranch) ! StepError: out of range",
      "ContextStarted all/parallel-branch-1 (ParallelBranch)",
      "StepStarted all/parallel-branch-1/only",
      "StepSucceeded all/parallel-branch-1/only = 2",
      "ContextSucceeded all/parallel-branch-1 (ParallelBranch) = 2",
      "ContextSucceeded all (Parallel) = 318 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-exceeds-a-count": {
    title: "one failure more than is tolerated ends it",
    handle: async (context) =>
      told(
        await context.parallel<unknown>("all", [failingStep, failingStep, stepOf(3)], {
          ...oneByOne,
          completionConfig: { toleratedFailureCount: 1 },
        }),
      ),
    result: ["FAILURE_TOLERANCE_EXCEEDED", 0, 2, 0],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepFailed all/parallel-branch-0/only ! RangeError: out of range",
      "ContextFailed all/parallel-branch-0 (ParallelBranch) ! StepError: out of range",
      "ContextStarted all/parallel-branch-1 (ParallelBranch)",
      "StepStarted all/parallel-branch-1/only",
      "StepFailed all/parallel-branch-1/only ! RangeError: out of range",
      "ContextFailed all/parallel-branch-1 (ParallelBranch) ! StepError: out of range",
      "ContextSucceeded all (Parallel) = 517 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-tolerates-a-percentage": {
    title: "half may fail when half is tolerated",
    handle: async (context) =>
      told(
        await context.parallel<unknown>("all", [failingStep, stepOf(2)], {
          ...oneByOne,
          completionConfig: { toleratedFailurePercentage: 50 },
        }),
      ),
    result: ["ALL_COMPLETED", 1, 1, 0],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepFailed all/parallel-branch-0/only ! RangeError: out of range",
      "ContextFailed all/parallel-branch-0 (ParallelBranch) ! StepError: out of range",
      "ContextStarted all/parallel-branch-1 (ParallelBranch)",
      "StepStarted all/parallel-branch-1/only",
      "StepSucceeded all/parallel-branch-1/only = 2",
      "ContextSucceeded all/parallel-branch-1 (ParallelBranch) = 2",
      "ContextSucceeded all (Parallel) = 318 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-exceeds-a-percentage": {
    title: "a failure beyond the tolerated share ends it",
    handle: async (context) =>
      told(
        await context.parallel<unknown>("all", [failingStep, stepOf(2), stepOf(3)], {
          ...oneByOne,
          completionConfig: { toleratedFailurePercentage: 33 },
        }),
      ),
    result: ["FAILURE_TOLERANCE_EXCEEDED", 0, 1, 0],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepFailed all/parallel-branch-0/only ! RangeError: out of range",
      "ContextFailed all/parallel-branch-0 (ParallelBranch) ! StepError: out of range",
      "ContextSucceeded all (Parallel) = 287 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-first-successful": {
    title: "the first success ends it, and the wait of another branch still wakes the execution",
    handle: async (context) => {
      const batch = await context.parallel<unknown>("race", [waitThenStep(60, 1), stepOf(2)], {
        completionConfig: { minSuccessful: 1 },
      });
      await context.wait("after", { hours: 1 });
      return [batch.completionReason, batch.getResults()];
    },
    result: ["MIN_SUCCESSFUL_REACHED", [2]],
    history: [
      "ExecutionStarted",
      "ContextStarted race (Parallel)",
      "ContextStarted race/parallel-branch-0 (ParallelBranch)",
      "ContextStarted race/parallel-branch-1 (ParallelBranch)",
      "WaitStarted race/parallel-branch-0/pause",
      "StepStarted race/parallel-branch-1/only",
      "StepSucceeded race/parallel-branch-1/only = 2",
      "ContextSucceeded race/parallel-branch-1 (ParallelBranch) = 2",
      "ContextSucceeded race (Parallel) = 128 characters",
      "WaitStarted after",
      "InvocationCompleted",
      "WaitSucceeded race/parallel-branch-0/pause",
      "InvocationCompleted",
      "WaitSucceeded after",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-min-successful-in-turn": {
    title: "branches beyond the successes asked for do not begin",
    handle: async (context) =>
      told(
        await context.parallel("all", [stepOf(1), stepOf(2), stepOf(3)], {
          ...oneByOne,
          completionConfig: { minSuccessful: 2 },
        }),
      ),
    result: ["MIN_SUCCESSFUL_REACHED", 2, 0, 0],
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
      "ContextSucceeded all (Parallel) = 141 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-min-successful-out-of-reach": {
    title: "it ends with the last branch when there were too few successes",
    handle: async (context) =>
      told(
        await context.parallel<unknown>("all", [failingStep, stepOf(2)], {
          ...oneByOne,
          completionConfig: { minSuccessful: 2, toleratedFailureCount: 2 },
        }),
      ),
    result: ["ALL_COMPLETED", 1, 1, 0],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepFailed all/parallel-branch-0/only ! RangeError: out of range",
      "ContextFailed all/parallel-branch-0 (ParallelBranch) ! StepError: out of range",
      "ContextStarted all/parallel-branch-1 (ParallelBranch)",
      "StepStarted all/parallel-branch-1/only",
      "StepSucceeded all/parallel-branch-1/only = 2",
      "ContextSucceeded all/parallel-branch-1 (ParallelBranch) = 2",
      "ContextSucceeded all (Parallel) = 318 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-own-policy-succeeds": {
    title: "a policy of the workflow's own may end it well",
    handle: async (context) =>
      told(
        await context.parallel("all", [stepOf(1), stepOf(2)], {
          ...oneByOne,
          completionConfig: {
            shouldComplete: ({ successCount }) =>
              successCount === 1 ? completeBatch() : continueBatch(),
          },
        }),
      ),
    result: ["CUSTOM_COMPLETION_SUCCEEDED", 1, 0, 0],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepSucceeded all/parallel-branch-0/only = 1",
      "ContextSucceeded all/parallel-branch-0 (ParallelBranch) = 1",
      "ContextSucceeded all (Parallel) = 102 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-own-policy-fails": {
    title: "a policy of the workflow's own may end it badly",
    handle: async (context) => {
      const batch = await context.parallel("all", [stepOf(1), stepOf(2)], {
        ...oneByOne,
        completionConfig: {
          shouldComplete: ({ completedCount }) =>
            completedCount === 1 ? completeBatch(CompletionOutcome.FAILED) : continueBatch(),
        },
      });
      return [batch.status, batch.completionReason];
    },
    result: ["FAILED", "CUSTOM_COMPLETION_FAILED"],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Parallel)",
      "ContextStarted all/parallel-branch-0 (ParallelBranch)",
      "StepStarted all/parallel-branch-0/only",
      "StepSucceeded all/parallel-branch-0/only = 1",
      "ContextSucceeded all/parallel-branch-0 (ParallelBranch) = 1",
      'ContextSucceeded all (Parallel) = {"all":[{"result":1,"index":0,"status":"SUCCEEDED"}],"completionReason":"CUSTOM_COMPLETION_FAILED"}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
