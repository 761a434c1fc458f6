import { NestingType, type DurableContext } from "@aws/durable-execution-sdk-js";

import type { Requirements } from "../requirement.ts";

const double = (inside: DurableContext, n: number): Promise<number> =>
  inside.step("double", async () => n * 2);

/** Items, names and forms of maps. */
export const mapBasics: Requirements = {
  "map-two": {
    title: "items are contexts with default names under the map's own",
    handle: async (context) => (await context.map("all", [1, 2], double)).getResults(),
    result: [2, 4],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "StepStarted all/map-item-0/double",
      "StepStarted all/map-item-1/double",
      "StepSucceeded all/map-item-0/double = 2",
      "StepSucceeded all/map-item-1/double = 4",
      "ContextSucceeded all/map-item-0 (MapIteration) = 2",
      "ContextSucceeded all/map-item-1 (MapIteration) = 4",
      "ContextSucceeded all (Map) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-index-and-array": {
    title: "an item's work knows its index and the whole list",
    handle: async (context) =>
      (
        await context.map("all", ["a", "b"], async (_inside, item, index, items) =>
          [item, index, items.length].join(),
        )
      ).getResults(),
    result: ["a,0,2", "b,1,2"],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      'ContextSucceeded all/map-item-0 (MapIteration) = "a,0,2"',
      'ContextSucceeded all/map-item-1 (MapIteration) = "b,1,2"',
      "ContextSucceeded all (Map) = 144 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-item-names": {
    title: "a name made of the item is on both of its events",
    handle: async (context) =>
      (
        await context.map("all", ["a", "b"], async (_inside, item) => item, {
          itemNamer: (item, index) => `${item} at ${index}`,
        })
      ).getResults(),
    result: ["a", "b"],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/a at 0 (MapIteration)",
      "ContextStarted all/b at 1 (MapIteration)",
      'ContextSucceeded all/a at 0 (MapIteration) = "a"',
      'ContextSucceeded all/b at 1 (MapIteration) = "b"',
      "ContextSucceeded all (Map) = 136 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-unnamed": {
    title: "a map needs no name",
    handle: async (context) => (await context.map([1], double)).getResults(),
    result: [2],
    history: [
      "ExecutionStarted",
      "ContextStarted Map (Map)",
      "ContextStarted Map/map-item-0 (MapIteration)",
      "StepStarted Map/map-item-0/double",
      "StepSucceeded Map/map-item-0/double = 2",
      "ContextSucceeded Map/map-item-0 (MapIteration) = 2",
      'ContextSucceeded Map (Map) = {"all":[{"result":2,"index":0,"status":"SUCCEEDED"}],"completionReason":"ALL_COMPLETED"}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-empty": {
    title: "an empty list starts and succeeds",
    handle: async (context) => {
      const none = await context.map("none", [], double);
      return [none.totalCount, none.completionReason, none.status];
    },
    result: [0, "ALL_COMPLETED", "SUCCEEDED"],
    history: [
      "ExecutionStarted",
      "ContextStarted none (Map)",
      'ContextSucceeded none (Map) = {"all":[],"completionReason":"ALL_COMPLETED"}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-objects": {
    title: "items may be anything, and results too",
    handle: async (context) =>
      (
        await context.map("all", [{ id: 1 }, null, [2]], async (inside, item) =>
          inside.step("wrap", async () => ({ item })),
        )
      ).getResults(),
    result: [{ item: { id: 1 } }, { item: null }, { item: [2] }],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "ContextStarted all/map-item-2 (MapIteration)",
      "StepStarted all/map-item-0/wrap",
      "StepStarted all/map-item-1/wrap",
      "StepStarted all/map-item-2/wrap",
      'StepSucceeded all/map-item-0/wrap = {"item":{"id":1}}',
      'StepSucceeded all/map-item-1/wrap = {"item":null}',
      'StepSucceeded all/map-item-2/wrap = {"item":[2]}',
      'ContextSucceeded all/map-item-0 (MapIteration) = {"item":{"id":1}}',
      'ContextSucceeded all/map-item-1 (MapIteration) = {"item":null}',
      'ContextSucceeded all/map-item-2 (MapIteration) = {"item":[2]}',
      "ContextSucceeded all (Map) = 215 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-concurrency-of-none": {
    title: "a concurrency of none fails the execution and leaves nothing",
    handle: (context) => context.map("all", [1], double, { maxConcurrency: 0 }),
    status: "FAILED",
    history: [
      "ExecutionStarted",
      "InvocationCompleted ! Error: Invalid maxConcurrency: 0. Must be a positive number or undefined for unlimited concurrency.",
      "ExecutionFailed ! Error: Invalid maxConcurrency: 0. Must be a positive number or undefined for unlimited concurrency.",
    ],
  },
  "map-flat": {
    title: "with flat nesting there are no items in the history, and their steps are the map's",
    handle: async (context) =>
      (await context.map("all", [1, 2], double, { nesting: NestingType.FLAT })).getResults(),
    result: [2, 4],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "StepStarted all/double",
      "StepStarted all/double",
      "StepSucceeded all/double = 2",
      "StepSucceeded all/double = 4",
      "ContextSucceeded all (Map) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-of-a-map": {
    title: "the results of one map are the items of the next",
    handle: async (context) => {
      const first = await context.map("first", [1, 2], double);
      return (await context.map("second", first.getResults(), double)).getResults();
    },
    result: [4, 8],
    history: [
      "ExecutionStarted",
      "ContextStarted first (Map)",
      "ContextStarted first/map-item-0 (MapIteration)",
      "ContextStarted first/map-item-1 (MapIteration)",
      "StepStarted first/map-item-0/double",
      "StepStarted first/map-item-1/double",
      "StepSucceeded first/map-item-0/double = 2",
      "StepSucceeded first/map-item-1/double = 4",
      "ContextSucceeded first/map-item-0 (MapIteration) = 2",
      "ContextSucceeded first/map-item-1 (MapIteration) = 4",
      "ContextSucceeded first (Map) = 132 characters",
      "ContextStarted second (Map)",
      "ContextStarted second/map-item-0 (MapIteration)",
      "ContextStarted second/map-item-1 (MapIteration)",
      "StepStarted second/map-item-0/double",
      "StepStarted second/map-item-1/double",
      "StepSucceeded second/map-item-0/double = 4",
      "StepSucceeded second/map-item-1/double = 8",
      "ContextSucceeded second/map-item-0 (MapIteration) = 4",
      "ContextSucceeded second/map-item-1 (MapIteration) = 8",
      "ContextSucceeded second (Map) = 132 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
