import type { Requirements } from "../requirement.ts";
import { untilEvent } from "../until-event.ts";

/** What is invoked once is never invoked again. */
export const invokeReplay: Requirements = {
  "invoke-replayed": {
    title: "an invoke that is replayed answers from the history, success or failure",
    handle: async (context, { folder }) => {
      const doubled = await context.invoke("call", "doubleDurable:$LATEST", { n: 1, folder });
      const failed = await context.invoke("bad", "nobody").catch(() => "failed");
      await context.wait("one", { seconds: 1 });
      await context.wait("two", { seconds: 1 });
      return [doubled, failed];
    },
    result: [2, "failed"],
    notes: ["doubled 1"],
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted call -> doubleDurable:$LATEST at $LATEST durably = {"n":1,"folder":"…"}',
      "InvocationCompleted",
      "ChainedInvokeSucceeded call = 2",
      "ChainedInvokeStarted bad -> nobody",
      "ChainedInvokeFailed bad ! ResourceNotFoundException: Function not found: arn:aws:lambda:eu-central-1:123456789012:function:nobody:$LATEST",
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
  "invoke-crash": {
    title: "a caller that crashes while the child works does not invoke it twice",
    handle: async (context, scratch) => {
      const { folder } = scratch;
      const call = context.invoke("call", "sleepDurable:$LATEST", { folder });
      await context.step("crash", async () => {
        if (!scratch.isFirst("crash")) return;
        await untilEvent(context, "ChainedInvokeStarted");
        process.exit(1);
      });
      return call;
    },
    result: "slept",
    notes: ["naps"],
    history: [
      "ExecutionStarted",
      "StepStarted crash",
      'ChainedInvokeStarted call -> sleepDurable:$LATEST at $LATEST durably = {"folder":"…"}',
      "InvocationCompleted ! Runtime.ExitError: RequestId: ID Error: Runtime exited with error: exit status 1",
      "StepSucceeded crash",
      "InvocationCompleted",
      'ChainedInvokeSucceeded call = "slept"',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-ends-meanwhile": {
    title: "a child that ends while its caller still runs is heard of without another invocation",
    handle: async (context) => {
      const call = context.invoke("call", "doublePlain", { n: 1 });
      await context.step("slow", () => untilEvent(context, "ChainedInvokeSucceeded"));
      return call;
    },
    result: 2,
    history: [
      "ExecutionStarted",
      "StepStarted slow",
      'ChainedInvokeStarted call -> doublePlain at $LATEST = {"n":1}',
      "ChainedInvokeSucceeded call = 2",
      "StepSucceeded slow",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
