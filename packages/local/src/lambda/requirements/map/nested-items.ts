import { stepOf } from "../branches.ts";
import type { Requirements } from "../requirement.ts";
import { untilEvent } from "../until-event.ts";

/** Items whose work holds more than steps, or crashes. */
export const nestedItems: Requirements = {
  "map-nested": {
    title: "a map inside an item is under it",
    handle: async (context) =>
      (
        await context.map("rows", [[1, 2], [3]], async (inside, row) =>
          (await inside.map("row", row, async (_cell, n) => n * 10)).getResults(),
        )
      ).getResults(),
    result: [[10, 20], [30]],
    history: [
      "ExecutionStarted",
      "ContextStarted rows (Map)",
      "ContextStarted rows/map-item-0 (MapIteration)",
      "ContextStarted rows/map-item-1 (MapIteration)",
      "ContextStarted rows/map-item-0/row (Map)",
      "ContextStarted rows/map-item-1/row (Map)",
      "ContextStarted rows/map-item-0/row/map-item-0 (MapIteration)",
      "ContextStarted rows/map-item-0/row/map-item-1 (MapIteration)",
      "ContextStarted rows/map-item-1/row/map-item-0 (MapIteration)",
      "ContextSucceeded rows/map-item-0/row/map-item-0 (MapIteration) = 10",
      "ContextSucceeded rows/map-item-0/row/map-item-1 (MapIteration) = 20",
      "ContextSucceeded rows/map-item-1/row/map-item-0 (MapIteration) = 30",
      "ContextSucceeded rows/map-item-0/row (Map) = 134 characters",
      'ContextSucceeded rows/map-item-1/row (Map) = {"all":[{"result":30,"index":0,"status":"SUCCEEDED"}],"completionReason":"ALL_COMPLETED"}',
      "ContextSucceeded rows/map-item-0 (MapIteration) = [10,20]",
      "ContextSucceeded rows/map-item-1 (MapIteration) = [30]",
      "ContextSucceeded rows (Map) = 141 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-parallel": {
    title: "a parallel inside an item is under it",
    handle: async (context) =>
      (
        await context.map("all", [1], async (inside, n) =>
          (await inside.parallel("both", [stepOf(n), stepOf(-n)])).getResults(),
        )
      ).getResults(),
    result: [[1, -1]],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-0/both (Parallel)",
      "ContextStarted all/map-item-0/both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted all/map-item-0/both/parallel-branch-1 (ParallelBranch)",
      "StepStarted all/map-item-0/both/parallel-branch-0/only",
      "StepStarted all/map-item-0/both/parallel-branch-1/only",
      "StepSucceeded all/map-item-0/both/parallel-branch-0/only = 1",
      "StepSucceeded all/map-item-0/both/parallel-branch-1/only = -1",
      "ContextSucceeded all/map-item-0/both/parallel-branch-0 (ParallelBranch) = 1",
      "ContextSucceeded all/map-item-0/both/parallel-branch-1 (ParallelBranch) = -1",
      "ContextSucceeded all/map-item-0/both (Parallel) = 133 characters",
      "ContextSucceeded all/map-item-0 (MapIteration) = [1,-1]",
      'ContextSucceeded all (Map) = {"all":[{"result":[1,-1],"index":0,"status":"SUCCEEDED"}],"completionReason":"ALL_COMPLETED"}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-invokes": {
    title: "items invoke, one after the other if asked to",
    handle: async (context) =>
      (
        await context.map(
          "all",
          [1, 2],
          (inside, n) => inside.invoke<unknown, number>("call", "doubleDurable:$LATEST", { n }),
          { maxConcurrency: 1 },
        )
      ).getResults(),
    result: [2, 4],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      'ChainedInvokeStarted all/map-item-0/call -> doubleDurable:$LATEST at $LATEST durably = {"n":1}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded all/map-item-0/call = 2",
      "ContextSucceeded all/map-item-0 (MapIteration) = 2",
      "ContextStarted all/map-item-1 (MapIteration)",
      'ChainedInvokeStarted all/map-item-1/call -> doubleDurable:$LATEST at $LATEST durably = {"n":2}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded all/map-item-1/call = 4",
      "ContextSucceeded all/map-item-1 (MapIteration) = 4",
      "ContextSucceeded all (Map) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-crash": {
    title: "after a crash in one item, those that were done are not repeated",
    handle: async (context, scratch) => {
      const all = await context.map(
        "all",
        [1, 2, 3],
        (inside, n) =>
          inside.step("work", async () => {
            if (n === 2 && scratch.isFirst("crash")) {
              await untilEvent(context, "StepStarted", 2);
              process.exit(1);
            }
            scratch.note(`did ${n}`);
            return n;
          }),
        { maxConcurrency: 1 },
      );
      return all.getResults();
    },
    result: [1, 2, 3],
    notes: ["did 1", "did 2", "did 3"],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "StepStarted all/map-item-0/work",
      "StepSucceeded all/map-item-0/work = 1",
      "ContextSucceeded all/map-item-0 (MapIteration) = 1",
      "ContextStarted all/map-item-1 (MapIteration)",
      "StepStarted all/map-item-1/work",
      "InvocationCompleted ! Runtime.ExitError: RequestId: ID Error: Runtime exited with error: exit status 1",
      "StepSucceeded all/map-item-1/work = 2",
      "ContextSucceeded all/map-item-1 (MapIteration) = 2",
      "ContextStarted all/map-item-2 (MapIteration)",
      "StepStarted all/map-item-2/work",
      "StepSucceeded all/map-item-2/work = 3",
      "ContextSucceeded all/map-item-2 (MapIteration) = 3",
      "ContextSucceeded all (Map) = 176 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
