import type { BatchResult, DurableContext } from "@aws/durable-execution-sdk-js";

import { failingStep, stepOf } from "../branches.ts";
import type { Requirements } from "../requirement.ts";

function told(batch: BatchResult<unknown>): unknown {
  const { completionReason, successCount, failureCount, totalCount } = batch;
  return [completionReason, successCount, failureCount, totalCount];
}

const work = (inside: DurableContext, outcome: string): Promise<unknown> =>
  outcome === "bad" ? failingStep(inside) : stepOf(outcome)(inside);

/** When a map ends, and how. Its context succeeds in every case. */
export const mapCompletion: Requirements = {
  "map-fails-fast": {
    title: "without a policy the first failure ends it",
    handle: async (context) =>
      told(await context.map("all", ["ok", "bad", "never"], work, { maxConcurrency: 1 })),
    result: ["FAILURE_TOLERANCE_EXCEEDED", 1, 1, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "StepStarted all/map-item-0/only",
      'StepSucceeded all/map-item-0/only = "ok"',
      'ContextSucceeded all/map-item-0 (MapIteration) = "ok"',
      "ContextStarted all/map-item-1 (MapIteration)",
      "StepStarted all/map-item-1/only",
      "StepFailed all/map-item-1/only ! RangeError: out of range",
      "ContextFailed all/map-item-1 (MapIteration) ! StepError: out of range",
      "ContextSucceeded all (Map) = 334 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-fails-all-at-once": {
    title: "items that began before the first failure are reported too",
    handle: async (context) => {
      const all = await context.map("all", ["bad", "bad"], work);
      return [all.status, all.completionReason];
    },
    result: ["FAILED", "FAILURE_TOLERANCE_EXCEEDED"],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "StepStarted all/map-item-0/only",
      "StepStarted all/map-item-1/only",
      "StepFailed all/map-item-0/only ! RangeError: out of range",
      "StepFailed all/map-item-1/only ! RangeError: out of range",
      "ContextFailed all/map-item-0 (MapIteration) ! StepError: out of range",
      "ContextFailed all/map-item-1 (MapIteration) ! StepError: out of range",
      "ContextSucceeded all (Map) = 318 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-tolerates-a-count": {
    title: "as many failures as are tolerated do not end it",
    handle: async (context) =>
      told(
        await context.map("all", ["bad", "ok"], work, {
          maxConcurrency: 1,
          completionConfig: { toleratedFailureCount: 1 },
        }),
      ),
    result: ["ALL_COMPLETED", 1, 1, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "StepStarted all/map-item-0/only",
      "StepFailed all/map-item-0/only ! RangeError: out of range",
      "ContextFailed all/map-item-0 (MapIteration) ! StepError: out of range",
      "ContextStarted all/map-item-1 (MapIteration)",
      "StepStarted all/map-item-1/only",
      'StepSucceeded all/map-item-1/only = "ok"',
      'ContextSucceeded all/map-item-1 (MapIteration) = "ok"',
      "ContextSucceeded all (Map) = 321 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-exceeds-a-percentage": {
    title: "a failure beyond the tolerated share ends it",
    handle: async (context) =>
      told(
        await context.map("all", ["bad", "ok", "ok", "never"], work, {
          maxConcurrency: 1,
          completionConfig: { toleratedFailurePercentage: 24 },
        }),
      ),
    result: ["FAILURE_TOLERANCE_EXCEEDED", 0, 1, 1],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "StepStarted all/map-item-0/only",
      "StepFailed all/map-item-0/only ! RangeError: out of range",
      "ContextFailed all/map-item-0 (MapIteration) ! StepError: out of range",
      "ContextSucceeded all (Map) = 287 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-min-successful": {
    title: "enough successes end it",
    handle: async (context) =>
      told(
        await context.map("all", ["one", "two", "never"], work, {
          maxConcurrency: 1,
          completionConfig: { minSuccessful: 2 },
        }),
      ),
    result: ["MIN_SUCCESSFUL_REACHED", 2, 0, 2],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "StepStarted all/map-item-0/only",
      'StepSucceeded all/map-item-0/only = "one"',
      'ContextSucceeded all/map-item-0 (MapIteration) = "one"',
      "ContextStarted all/map-item-1 (MapIteration)",
      "StepStarted all/map-item-1/only",
      'StepSucceeded all/map-item-1/only = "two"',
      'ContextSucceeded all/map-item-1 (MapIteration) = "two"',
      "ContextSucceeded all (Map) = 149 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-throws": {
    title: "a failure that the workflow lets through is the execution's",
    handle: async (context) => {
      (await context.map("all", ["bad"], work)).throwIfError();
    },
    status: "FAILED",
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "StepStarted all/map-item-0/only",
      "StepFailed all/map-item-0/only ! RangeError: out of range",
      "ContextFailed all/map-item-0 (MapIteration) ! StepError: out of range",
      "ContextSucceeded all (Map) = 287 characters",
      "InvocationCompleted ! ChildContextError: out of range",
      "ExecutionFailed ! ChildContextError: out of range",
    ],
  },
};
