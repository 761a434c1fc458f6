import { InvokeError, withRetry } from "@aws/durable-execution-sdk-js";

import type { Requirements } from "../requirement.ts";

function told(error: unknown): unknown {
  if (!(error instanceof InvokeError)) throw error;
  return { message: error.message, data: error.errorData };
}

/** Every way in which an invoke can end badly. */
export const failedInvokes: Requirements = {
  "invoke-durable-fails": {
    title: "a durable target's error reaches its caller with type, message and data",
    handle: (context) => context.invoke("call", "failDurable:$LATEST").catch(told),
    result: { message: "refused", data: '{"code":7}' },
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> failDurable:$LATEST at $LATEST durably",
      "InvocationCompleted",
      'ChainedInvokeFailed call ! InvokeError: refused: {"code":7}',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-plain-fails": {
    title: "a plain target's error reaches its caller, and is not tried again",
    handle: (context) => context.invoke("call", "failPlain").catch(told),
    result: { message: "out of range" },
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> failPlain at $LATEST",
      "InvocationCompleted",
      "ChainedInvokeFailed call ! RangeError: out of range",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-plain-throws-no-error": {
    title: "what a plain target throws that is no Error goes by the type of its value",
    handle: async (context) => [
      await context.invoke("text", "failWithPlain", "too far").catch(told),
      await context.invoke("object", "failWithPlain", { far: 7 }).catch(told),
    ],
    result: [{ message: "too far" }, { message: "[object Object]" }],
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted text -> failWithPlain at $LATEST = "too far"',
      "InvocationCompleted",
      "ChainedInvokeFailed text ! string: too far",
      'ChainedInvokeStarted object -> failWithPlain at $LATEST = {"far":7}',
      "InvocationCompleted",
      "ChainedInvokeFailed object ! object: [object Object]",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-plain-crashes": {
    title: "a plain target whose process ends fails the invoke",
    handle: (context) => context.invoke("call", "crashPlain").catch(() => "crashed"),
    result: "crashed",
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> crashPlain at $LATEST",
      "InvocationCompleted",
      "ChainedInvokeFailed call ! Runtime.ExitError: RequestId: ID Error: Runtime exited with error: exit status 1",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-uncaught": {
    title: "an invoke's failure that nobody catches is the execution's",
    handle: (context) => context.invoke("call", "failDurable:$LATEST"),
    status: "FAILED",
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> failDurable:$LATEST at $LATEST durably",
      "InvocationCompleted",
      'ChainedInvokeFailed call ! InvokeError: refused: {"code":7}',
      'InvocationCompleted ! InvokeError: refused: {"code":7}',
      'ExecutionFailed ! InvokeError: refused: {"code":7}',
    ],
  },
  "invoke-stopped": {
    title: "a child that is stopped ends the invoke with the error of the stop",
    handle: (context) => context.invoke("call", "waitDurable:$LATEST", {}).catch(told),
    outside: "stop the child",
    result: { message: "by hand" },
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> waitDurable:$LATEST at $LATEST durably = {}",
      "InvocationCompleted",
      "ChainedInvokeStopped call ! Stopped: by hand",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-timed-out": {
    title: "a child whose time runs out ends the invoke in AWS's words",
    handle: (context) => context.invoke("call", "waitDurable:$LATEST", {}).catch(told),
    outside: "let the child's time run out",
    result: { message: "CHAINED_INVOKE timed out after 600 seconds." },
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> waitDurable:$LATEST at $LATEST durably = {}",
      "InvocationCompleted",
      "ChainedInvokeTimedOut call ! ChainedInvoke.Timeout: CHAINED_INVOKE timed out after 600 seconds.",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-unknown": {
    title: "a function that does not exist fails the invoke at once, not the checkpoint",
    handle: (context) => context.invoke("call", "nobody", { n: 1 }).catch(told),
    result: {
      message:
        "Function not found: arn:aws:lambda:eu-central-1:123456789012:function:nobody:$LATEST",
    },
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> nobody",
      "ChainedInvokeFailed call ! ResourceNotFoundException: Function not found: arn:aws:lambda:eu-central-1:123456789012:function:nobody:$LATEST",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-unknown-version": {
    title: "a version that does not exist fails the invoke",
    handle: (context) =>
      context.invoke("call", "doubleDurable:7", { n: 1 }, { tenantId: "blue" }).catch(told),
    result: {
      message:
        "Function not found: arn:aws:lambda:eu-central-1:123456789012:function:doubleDurable:7",
    },
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> doubleDurable:7 for blue",
      "ChainedInvokeFailed call ! ResourceNotFoundException: Function not found: arn:aws:lambda:eu-central-1:123456789012:function:doubleDurable:7",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-unqualified": {
    title: "a durable function without a qualifier fails the invoke",
    handle: (context) => context.invoke("call", "doubleDurable", { n: 1 }).catch(told),
    result: { message: "You cannot invoke a durable function using an unqualified ARN." },
    history: [
      "ExecutionStarted",
      "ChainedInvokeStarted call -> doubleDurable",
      "ChainedInvokeFailed call ! InvalidParameterValueException: You cannot invoke a durable function using an unqualified ARN.",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-elsewhere": {
    title: "a function of another region is refused with the whole checkpoint",
    handle: (context) =>
      context
        .invoke("call", "arn:aws:lambda:us-east-1:123456789012:function:doublePlain", { n: 1 })
        .catch(() => "never reached"),
    status: "FAILED",
    history: [
      "ExecutionStarted",
      'InvocationCompleted ! CheckpointUnrecoverableExecutionError: [Unrecoverable Execution] Checkpoint failed: "arn:aws:lambda:us-east-1:123456789012:function:doublePlain" is not in account 123456789012, region eu-central-1.',
      'ExecutionFailed ! CheckpointUnrecoverableExecutionError: [Unrecoverable Execution] Checkpoint failed: "arn:aws:lambda:us-east-1:123456789012:function:doublePlain" is not in account 123456789012, region eu-central-1.',
    ],
  },
  "invoke-too-large-a-payload": {
    title: "a payload of more than 1 MiB is refused with the whole checkpoint",
    handle: (context) => context.invoke("call", "echoPlain", "x".repeat(1_048_575)),
    status: "FAILED",
    history: [
      "ExecutionStarted",
      "InvocationCompleted ! CheckpointUnrecoverableExecutionError: [Unrecoverable Execution] Checkpoint failed: CHAINED_INVOKE input payload size must be less than or equal to 1048576 bytes.",
      "ExecutionFailed ! CheckpointUnrecoverableExecutionError: [Unrecoverable Execution] Checkpoint failed: CHAINED_INVOKE input payload size must be less than or equal to 1048576 bytes.",
    ],
  },
  "invoke-too-large-a-result": {
    title: "a result of more than 1 MiB fails the invoke, from either kind",
    handle: async (context) => {
      const characters = 1_048_575;
      return [
        await context.invoke("plain", "largePlain", { characters }).catch(told),
        await context.invoke("durable", "largeDurable:$LATEST", { characters }).catch(told),
      ];
    },
    result: [
      {
        message: "CHAINED_INVOKE output payload size must be less than or equal to 1048576 bytes.",
      },
      { message: "Execution output payload size must be less than or equal to 1048576 bytes." },
    ],
    history: [
      "ExecutionStarted",
      'ChainedInvokeStarted plain -> largePlain at $LATEST = {"characters":1048575}',
      "InvocationCompleted",
      "ChainedInvokeFailed plain ! InvalidParameterValueException: CHAINED_INVOKE output payload size must be less than or equal to 1048576 bytes.",
      'ChainedInvokeStarted durable -> largeDurable:$LATEST at $LATEST durably = {"characters":1048575}',
      "InvocationCompleted",
      "ChainedInvokeFailed durable ! InvalidParameterValueException: Execution output payload size must be less than or equal to 1048576 bytes.",
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
  "invoke-retried": {
    title: "a failed invoke that the workflow repeats is another operation each time",
    handle: (context, { folder }) =>
      withRetry(
        context,
        "tries",
        (inside) => inside.invoke("call", "flakyPlain", { n: 3, folder }),
        { retryStrategy: () => ({ shouldRetry: true, delay: { seconds: 1 } }) },
      ),
    result: "call 3 succeeded",
    notes: ["called", "called", "called"],
    history: [
      "ExecutionStarted",
      "ContextStarted tries (RunInChildContext)",
      'ChainedInvokeStarted tries/call -> flakyPlain at $LATEST = {"n":3,"folder":"…"}',
      "InvocationCompleted",
      "ChainedInvokeFailed tries/call ! Error: call 1 failed",
      "WaitStarted tries/tries-backoff-1",
      "InvocationCompleted",
      "WaitSucceeded tries/tries-backoff-1",
      'ChainedInvokeStarted tries/call -> flakyPlain at $LATEST = {"n":3,"folder":"…"}',
      "InvocationCompleted",
      "ChainedInvokeFailed tries/call ! Error: call 2 failed",
      "WaitStarted tries/tries-backoff-2",
      "InvocationCompleted",
      "WaitSucceeded tries/tries-backoff-2",
      'ChainedInvokeStarted tries/call -> flakyPlain at $LATEST = {"n":3,"folder":"…"}',
      "InvocationCompleted",
      'ChainedInvokeSucceeded tries/call = "call 3 succeeded"',
      'ContextSucceeded tries (RunInChildContext) = "call 3 succeeded"',
      "InvocationCompleted",
      "ExecutionSucceeded",
    ],
  },
};
