import type { DurableContext } from "@aws/durable-execution-sdk-js";

import { stepOf } from "../branches.ts";
import type { Requirements } from "../requirement.ts";

/** What branches wait for that the end of the parallel leaves behind, as AWS's own test library shows it. */
export const leftOpenBranches: Requirements = {
  "parallel-leaves-an-invoke": {
    title: "an invoke that an early end leaves open is told of when it ends, and wakes its caller",
    handle: async (context) => {
      const call = (inside: DurableContext) => inside.invoke("call", "sleepDurable:$LATEST", {});
      const batch = await context.parallel<unknown>("race", [call, stepOf(2)], {
        completionConfig: { minSuccessful: 1 },
      });
      await context.wait("after", { hours: 2 });
      return batch.getResults();
    },
    result: [2],
    history: [
      "ExecutionStarted",
      "ContextStarted race (Parallel)",
      "ContextStarted race/parallel-branch-0 (ParallelBranch)",
      "ContextStarted race/parallel-branch-1 (ParallelBranch)",
      "StepStarted race/parallel-branch-1/only",
      "ChainedInvokeStarted race/parallel-branch-0/call -> sleepDurable:$LATEST at $LATEST durably = {}",
      "StepSucceeded race/parallel-branch-1/only = 2",
      "ContextSucceeded race/parallel-branch-1 (ParallelBranch) = 2",
      "ContextSucceeded race (Parallel) = 128 characters",
      "WaitStarted after",
      "InvocationCompleted",
      'ChainedInvokeSucceeded race/parallel-branch-0/call = "slept"',
      "InvocationCompleted",
      "WaitSucceeded after",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "parallel-leaves-a-callback": {
    title: "a callback that an early end leaves open can be completed, which wakes the execution",
    handle: async (context) => {
      const ask = async (inside: DurableContext) => {
        const [answer] = await inside.createCallback("answer");
        return answer;
      };
      const batch = await context.parallel<unknown>("race", [ask, stepOf(2)], {
        completionConfig: { minSuccessful: 1 },
      });
      await context.wait("after", { hours: 2 });
      return batch.getResults();
    },
    callbacks: { answer: '"late"' },
    result: [2],
    history: [
      "ExecutionStarted",
      "ContextStarted race (Parallel)",
      "ContextStarted race/parallel-branch-0 (ParallelBranch)",
      "ContextStarted race/parallel-branch-1 (ParallelBranch)",
      "CallbackStarted race/parallel-branch-0/answer",
      "StepStarted race/parallel-branch-1/only",
      "StepSucceeded race/parallel-branch-1/only = 2",
      "ContextSucceeded race/parallel-branch-1 (ParallelBranch) = 2",
      "ContextSucceeded race (Parallel) = 128 characters",
      "WaitStarted after",
      "InvocationCompleted",
      'CallbackSucceeded race/parallel-branch-0/answer = "late"',
      "InvocationCompleted",
      "WaitSucceeded after",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
