import { NestingType } from "@aws/durable-execution-sdk-js";

import { failingStep, stepOf } from "../branches.ts";
import type { Requirements } from "../requirement.ts";
import { untilEvent } from "../until-event.ts";

const large = "x".repeat(150_000);

const asWords = {
  serialize: async (words: string | undefined) => `not JSON: ${words}`,
  deserialize: async (data: string | undefined) => `read ${data}`,
};

/** What a parallel leaves, and what later invocations make of it. */
export const parallelReplay: Requirements = {
  "parallel-replayed": {
    title: "after a sleep the results come from the history, and no step runs again",
    handle: async (context, scratch) => {
      const both = await context.parallel<unknown>(
        "both",
        [(inside) => inside.step("noted", async () => scratch.note("ran")), failingStep],
        { completionConfig: { toleratedFailureCount: 1 } },
      );
      await context.wait("one", { seconds: 60 });
      await context.wait("two", { seconds: 60 });
      return [both.successCount, both.getErrors().map(({ message }) => message)];
    },
    result: [1, ["out of range"]],
    notes: ["ran"],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "StepStarted both/parallel-branch-0/noted",
      "StepStarted both/parallel-branch-1/only",
      "StepFailed both/parallel-branch-1/only ! RangeError: out of range",
      "StepSucceeded both/parallel-branch-0/noted",
      "ContextFailed both/parallel-branch-1 (ParallelBranch) ! StepError: out of range",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch)",
      "ContextSucceeded both (Parallel) = 307 characters",
      "WaitStarted one",
      "InvocationCompleted",
      "WaitSucceeded one",
      "WaitStarted two",
      "InvocationCompleted",
      "WaitSucceeded two",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-large": {
    title: "results of more than 256 KB are rebuilt from the branches, which stay in the state",
    handle: async (context, scratch) => {
      const largeStep = (inside: typeof context) =>
        inside.step("large", async () => {
          scratch.note("ran");
          return large;
        });
      const both = await context.parallel("both", [largeStep, largeStep]);
      await context.wait("pause", { seconds: 60 });
      return both.getResults().map(({ length }) => length);
    },
    result: [150_000, 150_000],
    notes: ["ran", "ran"],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "StepStarted both/parallel-branch-0/large",
      "StepStarted both/parallel-branch-1/large",
      "StepSucceeded both/parallel-branch-0/large = 150002 characters",
      "StepSucceeded both/parallel-branch-1/large = 150002 characters",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch) = 150002 characters",
      "ContextSucceeded both/parallel-branch-1 (ParallelBranch) = 150002 characters",
      "ContextSucceeded both (Parallel) = 167 characters",
      "WaitStarted pause",
      "InvocationCompleted",
      "WaitSucceeded pause",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-large-flat": {
    title: "with flat nesting large results are rebuilt as well",
    handle: async (context, scratch) => {
      const largeStep = (inside: typeof context) =>
        inside.step("large", async () => {
          scratch.note("ran");
          return large;
        });
      const both = await context.parallel("both", [largeStep, largeStep], {
        nesting: NestingType.FLAT,
      });
      await context.wait("pause", { seconds: 60 });
      return both.getResults().map(({ length }) => length);
    },
    result: [150_000, 150_000],
    notes: ["ran", "ran"],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "StepStarted both/large",
      "StepStarted both/large",
      "StepSucceeded both/large = 150002 characters",
      "StepSucceeded both/large = 150002 characters",
      "ContextSucceeded both (Parallel) = 167 characters",
      "WaitStarted pause",
      "InvocationCompleted",
      "WaitSucceeded pause",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-large-inside-large": {
    title: "large results inside a large result are rebuilt from the innermost out",
    handle: async (context, scratch) => {
      const outer = await context.parallel("outer", [
        async (inside) => {
          const inner = await inside.parallel("inner", [stepOf(large), stepOf(large)]);
          return inner.getResults().join("");
        },
        (inside) =>
          inside.step("noted", async () => {
            scratch.note("ran");
            return "small";
          }),
      ]);
      await context.wait("pause", { seconds: 60 });
      return outer.getResults().map(({ length }) => length);
    },
    result: [300_000, 5],
    notes: ["ran"],
    history: [
      "ExecutionStarted",
      "ContextStarted outer (Parallel)",
      "ContextStarted outer/parallel-branch-0 (ParallelBranch)",
      "ContextStarted outer/parallel-branch-1 (ParallelBranch)",
      "ContextStarted outer/parallel-branch-0/inner (Parallel)",
      "StepStarted outer/parallel-branch-1/noted",
      "ContextStarted outer/parallel-branch-0/inner/parallel-branch-0 (ParallelBranch)",
      "ContextStarted outer/parallel-branch-0/inner/parallel-branch-1 (ParallelBranch)",
      "StepStarted outer/parallel-branch-0/inner/parallel-branch-0/only",
      "StepStarted outer/parallel-branch-0/inner/parallel-branch-1/only",
      'StepSucceeded outer/parallel-branch-1/noted = "small"',
      "StepSucceeded outer/parallel-branch-0/inner/parallel-branch-0/only = 150002 characters",
      "StepSucceeded outer/parallel-branch-0/inner/parallel-branch-1/only = 150002 characters",
      'ContextSucceeded outer/parallel-branch-1 (ParallelBranch) = "small"',
      "ContextSucceeded outer/parallel-branch-0/inner/parallel-branch-0 (ParallelBranch) = 150002 characters",
      "ContextSucceeded outer/parallel-branch-0/inner/parallel-branch-1 (ParallelBranch) = 150002 characters",
      "ContextSucceeded outer/parallel-branch-0/inner (Parallel) = 167 characters",
      "ContextSucceeded outer/parallel-branch-0 (ParallelBranch) = ",
      "ContextSucceeded outer (Parallel) = 167 characters",
      "WaitStarted pause",
      "InvocationCompleted",
      "WaitSucceeded pause",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-summary": {
    title: "a workflow's own summary of a large result is stored as it is",
    handle: async (context) => {
      const both = await context.parallel("both", [stepOf(large), stepOf(large)], {
        summaryGenerator: ({ totalCount }) => `${totalCount} texts`,
      });
      await context.wait("pause", { seconds: 60 });
      return both.totalCount;
    },
    result: 2,
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "StepStarted both/parallel-branch-0/only",
      "StepStarted both/parallel-branch-1/only",
      "StepSucceeded both/parallel-branch-0/only = 150002 characters",
      "StepSucceeded both/parallel-branch-1/only = 150002 characters",
      "ContextSucceeded both/parallel-branch-0 (ParallelBranch) = 150002 characters",
      "ContextSucceeded both/parallel-branch-1 (ParallelBranch) = 150002 characters",
      "ContextSucceeded both (Parallel) = 187 characters",
      "WaitStarted pause",
      "InvocationCompleted",
      "WaitSucceeded pause",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-serdes": {
    title: "a serdes of the workflow's own may store what is no JSON",
    handle: async (context) => {
      const one = await context.parallel("one", [stepOf("words")], { itemSerdes: asWords });
      await context.wait("pause", { seconds: 60 });
      return one.getResults();
    },
    result: ["read not JSON: words"],
    history: [
      "ExecutionStarted",
      "ContextStarted one (Parallel)",
      "ContextStarted one/parallel-branch-0 (ParallelBranch)",
      "StepStarted one/parallel-branch-0/only",
      'StepSucceeded one/parallel-branch-0/only = "words"',
      "ContextSucceeded one/parallel-branch-0 (ParallelBranch) = not JSON: words",
      "ContextSucceeded one (Parallel) = 109 characters",
      "WaitStarted pause",
      "InvocationCompleted",
      "WaitSucceeded pause",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-crash": {
    title: "after a crash in one branch, the branch that was done is not repeated",
    handle: async (context, scratch) => {
      const both = await context.parallel(
        "both",
        [
          (inside) =>
            inside.step("noted", async () => {
              scratch.note("ran");
              return "done";
            }),
          (inside) =>
            inside.step("crash", async () => {
              if (!scratch.isFirst("crash")) return "survived";
              await untilEvent(context, "StepStarted", 2);
              process.exit(1);
            }),
        ],
        { maxConcurrency: 1 },
      );
      return both.getResults();
    },
    result: ["done", "survived"],
    notes: ["ran"],
    history: [
      "ExecutionStarted",
      "ContextStarted both (Parallel)",
      "ContextStarted both/parallel-branch-0 (ParallelBranch)",
      "StepStarted both/parallel-branch-0/noted",
      'StepSucceeded both/parallel-branch-0/noted = "done"',
      'ContextSucceeded both/parallel-branch-0 (ParallelBranch) = "done"',
      "ContextStarted both/parallel-branch-1 (ParallelBranch)",
      "StepStarted both/parallel-branch-1/crash",
      "InvocationCompleted ! Runtime.ExitError: RequestId: ID Error: Runtime exited with error: exit status 1",
      'StepSucceeded both/parallel-branch-1/crash = "survived"',
      'ContextSucceeded both/parallel-branch-1 (ParallelBranch) = "survived"',
      "ContextSucceeded both (Parallel) = 146 characters",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
