import { range } from "../range.ts";
import type { Requirements } from "../requirement.ts";

const hundreds = range(300);
const thousand = range(1_000);

/** The history of a map over `items` with a step for each, and of a wait after it. */
const doubled = (items: number[], resultLength: number): string[] => [
  "ExecutionStarted",
  "ContextStarted all (Map)",
  ...items.map((n) => `ContextStarted all/map-item-${n} (MapIteration)`),
  ...items.map((n) => `StepStarted all/map-item-${n}/double`),
  ...items.map((n) => `StepSucceeded all/map-item-${n}/double = ${n * 2}`),
  ...items.map((n) => `ContextSucceeded all/map-item-${n} (MapIteration) = ${n * 2}`),
  `ContextSucceeded all (Map) = ${resultLength} characters`,
  "WaitStarted pause",
  "InvocationCompleted",
  "WaitSucceeded pause",
  "InvocationCompleted",
  "ExecutionSucceeded",
];

/** Many items, and large results. */
export const largeMaps: Requirements = {
  "map-hundreds": {
    title: "hundreds of items, each with a step, run and are replayed",
    handle: async (context) => {
      const all = await context.map("all", hundreds, (inside, n) =>
        inside.step("double", async () => n * 2),
      );
      await context.wait("pause", { seconds: 60 });
      return all.getResults().reduce((sum, n) => sum + n, 0);
    },
    result: 89_700,
    history: doubled(hundreds, 14279),
  },
  "map-thousand": {
    title: "a thousand items, each with a step, run and are replayed",
    handle: async (context) => {
      const all = await context.map("all", thousand, (inside, n) =>
        inside.step("double", async () => n * 2),
      );
      await context.wait("pause", { seconds: 60 });
      return all.getResults().reduce((sum, n) => sum + n, 0);
    },
    result: 999_000,
    history: doubled(thousand, 48379),
  },
  "map-hundreds-in-batches": {
    title: "hundreds of items run one by one in the order of the list",
    handle: async (context) =>
      (await context.map("all", hundreds, async (_inside, n) => n, { maxConcurrency: 1 }))
        .totalCount,
    result: 300,
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      ...hundreds.flatMap((n) => [
        `ContextStarted all/map-item-${n} (MapIteration)`,
        `ContextSucceeded all/map-item-${n} (MapIteration) = ${n}`,
      ]),
      "ContextSucceeded all (Map) = 14224 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-large": {
    title: "results of more than 256 KB are rebuilt from the items, which stay in the state",
    handle: async (context, scratch) => {
      const all = await context.map("all", range(10), (inside, n) =>
        inside.step("large", async () => {
          scratch.note("ran");
          return String(n).repeat(40_000);
        }),
      );
      await context.wait("pause", { seconds: 60 });
      return all.getResults().map(([digit, ...more]) => `${digit}${more.length}`);
    },
    result: range(10).map((n) => `${n}39999`),
    notes: range(10).map(() => "ran"),
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "ContextStarted all/map-item-2 (MapIteration)",
      "ContextStarted all/map-item-3 (MapIteration)",
      "ContextStarted all/map-item-4 (MapIteration)",
      "ContextStarted all/map-item-5 (MapIteration)",
      "ContextStarted all/map-item-6 (MapIteration)",
      "ContextStarted all/map-item-7 (MapIteration)",
      "ContextStarted all/map-item-8 (MapIteration)",
      "ContextStarted all/map-item-9 (MapIteration)",
      "StepStarted all/map-item-0/large",
      "StepStarted all/map-item-1/large",
      "StepStarted all/map-item-2/large",
      "StepStarted all/map-item-3/large",
      "StepStarted all/map-item-4/large",
      "StepStarted all/map-item-5/large",
      "StepStarted all/map-item-6/large",
      "StepStarted all/map-item-7/large",
      "StepStarted all/map-item-8/large",
      "StepStarted all/map-item-9/large",
      "StepSucceeded all/map-item-0/large = 40002 characters",
      "StepSucceeded all/map-item-1/large = 40002 characters",
      "StepSucceeded all/map-item-2/large = 40002 characters",
      "StepSucceeded all/map-item-3/large = 40002 characters",
      "StepSucceeded all/map-item-4/large = 40002 characters",
      "StepSucceeded all/map-item-5/large = 40002 characters",
      "StepSucceeded all/map-item-6/large = 40002 characters",
      "StepSucceeded all/map-item-7/large = 40002 characters",
      "StepSucceeded all/map-item-8/large = 40002 characters",
      "StepSucceeded all/map-item-9/large = 40002 characters",
      "ContextSucceeded all/map-item-0 (MapIteration) = 40002 characters",
      "ContextSucceeded all/map-item-1 (MapIteration) = 40002 characters",
      "ContextSucceeded all/map-item-2 (MapIteration) = 40002 characters",
      "ContextSucceeded all/map-item-3 (MapIteration) = 40002 characters",
      "ContextSucceeded all/map-item-4 (MapIteration) = 40002 characters",
      "ContextSucceeded all/map-item-5 (MapIteration) = 40002 characters",
      "ContextSucceeded all/map-item-6 (MapIteration) = 40002 characters",
      "ContextSucceeded all/map-item-7 (MapIteration) = 40002 characters",
      "ContextSucceeded all/map-item-8 (MapIteration) = 40002 characters",
      "ContextSucceeded all/map-item-9 (MapIteration) = 40002 characters",
      "ContextSucceeded all (Map) = 155 characters",
      "WaitStarted pause",
      "InvocationCompleted",
      "WaitSucceeded pause",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "map-large-item": {
    title: "one item's result of more than 256 KB is rebuilt from its steps",
    handle: async (context, scratch) => {
      const all = await context.map("all", ["a", "b"], async (inside, letter) => {
        const text = await inside.step("text", async () => {
          scratch.note(letter);
          return letter.repeat(1_000);
        });
        return text.repeat(letter === "a" ? 300 : 1);
      });
      await context.wait("pause", { seconds: 60 });
      return all.getResults().map(({ length }) => length);
    },
    result: [300_000, 1_000],
    notes: ["a", "b"],
    history: [
      "ExecutionStarted",
      "ContextStarted all (Map)",
      "ContextStarted all/map-item-0 (MapIteration)",
      "ContextStarted all/map-item-1 (MapIteration)",
      "StepStarted all/map-item-0/text",
      "StepStarted all/map-item-1/text",
      "StepSucceeded all/map-item-0/text = 1002 characters",
      "StepSucceeded all/map-item-1/text = 1002 characters",
      "ContextSucceeded all/map-item-0 (MapIteration) = ",
      "ContextSucceeded all/map-item-1 (MapIteration) = 1002 characters",
      "ContextSucceeded all (Map) = 145 characters",
      "WaitStarted pause",
      "InvocationCompleted",
      "WaitSucceeded pause",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
