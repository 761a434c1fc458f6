import type { OperationUpdate } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { heldFunction, plainFunction } from "../test/lambda/functions.ts";
import { holdExecution, type HeldExecution } from "../test/lambda/held-execution.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
let execution: HeldExecution;

const start: OperationUpdate = { Id: "new", Type: "STEP", Action: "START" };
const context: OperationUpdate = { Id: "context", Type: "CONTEXT", Action: "START" };
const wait: OperationUpdate = {
  Id: "wait",
  Type: "WAIT",
  Action: "START",
  WaitOptions: { WaitSeconds: 3600 },
};
const callback: OperationUpdate = { Id: "callback", Type: "CALLBACK", Action: "START" };
const chained: OperationUpdate = {
  Id: "chained",
  Type: "CHAINED_INVOKE",
  Action: "START",
  ChainedInvokeOptions: { FunctionName: "plain" },
};
const retry: OperationUpdate = {
  ...start,
  Action: "RETRY",
  StepOptions: { NextAttemptDelaySeconds: 3600 },
};
const named = { Name: "named", SubType: "Kind", ParentId: "context" };
const step: OperationUpdate = { ...start, Id: "step", ...named };

const tooLarge = "x".repeat(1024 * 1024 + 1);

beforeAll(async () => {
  aws = await startTestAws({ functions: [heldFunction, plainFunction] });
  user = new LambdaUser(aws);
  execution = await holdExecution(user, aws.dataDir);
  await execution.checkpoint([
    context,
    { ...context, Id: "other-context", ...named },
    { ...wait, ...named },
    { ...callback, ...named },
    { ...chained, ...named },
    step,
    { ...start, Id: "failed" },
    { ...start, Id: "failed", Action: "FAIL", Error: { ErrorMessage: "no" } },
    { ...retry, Id: "pending" },
  ]);
  await user.until(execution.arn, "ChainedInvokeSucceeded");
});
afterAll(async () => {
  execution.return({ Status: "SUCCEEDED" });
  await user.end(execution.arn);
  user.close();
  await aws.close();
});

async function refusalOf(updates: OperationUpdate[]): Promise<string> {
  try {
    await execution.send(updates, execution.token);
    return "accepted";
  } catch (error) {
    return String(error);
  }
}

const wrongAction = "Invalid action for the given operation type.";

test.each<[string, string, OperationUpdate[]]>([
  ["a wait that succeeds", wrongAction, [{ ...wait, Action: "SUCCEED" }]],
  ["a callback that succeeds from inside", wrongAction, [{ ...callback, Action: "SUCCEED" }]],
  ["a chained invoke that fails from inside", wrongAction, [{ ...chained, Action: "FAIL" }]],
  ["a context that is tried again", wrongAction, [{ ...context, Action: "RETRY" }]],
  ["an execution that starts", wrongAction, [{ Id: "e", Type: "EXECUTION", Action: "START" }]],

  ["another type", "Inconsistent operation type.", [{ ...step, Type: "CONTEXT" }]],
  ["another name", "Inconsistent operation name.", [{ ...step, Name: "other" }]],
  ["another subtype", "Inconsistent operation subtype.", [{ ...step, SubType: "Other" }]],
  ["another parent", "Inconsistent parent operation id.", [{ ...step, ParentId: "other-context" }]],
  [
    "another name of a wait",
    "Inconsistent operation name.",
    [{ ...wait, Action: "CANCEL", Name: "other" }],
  ],
  [
    "another subtype of a context",
    "Inconsistent operation subtype.",
    [{ ...context, Id: "other-context", Action: "SUCCEED", SubType: "Other" }],
  ],
  [
    "another name in the same batch",
    "Inconsistent operation name.",
    [
      { ...start, Name: "a" },
      { ...start, Action: "SUCCEED", Name: "b" },
    ],
  ],

  ["no such parent", "Invalid parent operation id.", [{ ...start, ParentId: "nobody" }]],
  ["a step as parent", "Invalid parent operation id.", [{ ...start, ParentId: "step" }]],
  ["itself as parent", "Invalid parent operation id.", [{ ...start, ParentId: "new" }]],
  [
    "a parent that comes later in the batch",
    "Invalid parent operation id.",
    [
      { ...start, ParentId: "later" },
      { ...context, Id: "later" },
    ],
  ],

  ["a started step", "Invalid current STEP state to start.", [step]],
  ["a failed step", "Invalid current STEP state to start.", [{ ...start, Id: "failed" }]],
  ["a step with a delay", "Invalid current STEP state to start.", [{ ...start, Id: "pending" }]],
  [
    "the end of a step with a delay",
    "Invalid current STEP state to close.",
    [{ ...start, Id: "pending", Action: "SUCCEED" }],
  ],
  [
    "one more delay of a step with a delay",
    "Invalid current STEP state to re-attempt.",
    [{ ...retry, Id: "pending" }],
  ],
  [
    "a delay where none belongs",
    "Invalid StepOptions for the given action.",
    [{ ...start, StepOptions: { NextAttemptDelaySeconds: 1 } }],
  ],

  [
    "a wait that starts and is cancelled",
    "Cannot update the same operation twice in a single request.",
    [
      { ...wait, Id: "new" },
      { ...wait, Id: "new", Action: "CANCEL" },
    ],
  ],
  [
    "a step that starts twice and ends",
    "Cannot update the same operation twice in a single request.",
    [start, { ...start, Action: "SUCCEED" }, { ...start, Action: "SUCCEED" }],
  ],

  ["the same chained invoke", "Cannot start a CHAINED_INVOKE that already exist.", [chained]],
  [
    "a chained invoke of nothing",
    "Update for CHAINED_INVOKE operation requires ChainedInvokeOptions.",
    [{ Id: "new", Type: "CHAINED_INVOKE", Action: "START" }],
  ],
  [
    "a chained invoke in another account",
    '"arn:aws:lambda:eu-central-1:999999999999:function:plain" is not in account 123456789012, region eu-central-1.',
    [
      {
        ...chained,
        Id: "new",
        ChainedInvokeOptions: {
          FunctionName: "arn:aws:lambda:eu-central-1:999999999999:function:plain",
        },
      },
    ],
  ],
  [
    "a large input of a chained invoke",
    "CHAINED_INVOKE input payload size must be less than or equal to 1048576 bytes.",
    [{ ...chained, Id: "new", Payload: tooLarge }],
  ],
  [
    "a large result of a context",
    "CONTEXT payload size must be less than or equal to 1048576 bytes.",
    [{ ...context, Action: "SUCCEED", Payload: tooLarge }],
  ],
  [
    "a large error",
    "Error object size must be less than 1048576 bytes.",
    [{ ...start, Action: "FAIL", Error: { ErrorData: tooLarge } }],
  ],
])("%s is refused: %s", async (_what, text, updates) => {
  const before = await user.eventTypes(execution.arn);
  expect(await refusalOf(updates)).toBe(`InvalidParameterValueException: ${text}`);
  // Valid updates before the bad one do not count either.
  const accepted = { ...start, Id: "valid" };
  expect(await refusalOf([accepted, ...updates])).toMatch(/^InvalidParameterValueException: /);
  expect(await user.eventTypes(execution.arn)).toEqual(before);
});

test.each<[string, OperationUpdate]>([
  ["an id of 65 characters", { ...start, Id: "x".repeat(65) }],
  ["an id with a dot", { ...start, Id: "a.b" }],
  ["a name of 257 characters", { ...start, Name: "x".repeat(257) }],
  ["a name that is not ASCII", { ...start, Name: "naïve" }],
  ["a subtype of 33 characters", { ...start, SubType: "x".repeat(33) }],
  ["a wait of no time", { ...wait, Id: "new", WaitOptions: { WaitSeconds: 0 } }],
  ["a wait of over 366 days", { ...wait, Id: "new", WaitOptions: { WaitSeconds: 31_622_401 } }],
  ["a delay of no time", { ...retry, StepOptions: { NextAttemptDelaySeconds: 0 } }],
])("%s is outside the model's bounds", async (_what, update) => {
  expect(await refusalOf([update])).toMatch(/^ValidationException: /);
});

test("the longest names and times that the model allows are accepted", async () => {
  const updates: OperationUpdate[] = [
    { ...start, Id: "i".repeat(64), Name: " ~".repeat(128), SubType: "s".repeat(32) },
    { ...wait, Id: "long", WaitOptions: { WaitSeconds: 31_622_400 } },
    { ...start, Id: "full", Action: "SUCCEED", Payload: "x".repeat(1024 * 1024) },
  ];
  const changed = (await execution.checkpoint(updates)).map(({ Id }) => Id);
  expect(changed).toEqual(expect.arrayContaining(updates.map(({ Id }) => Id)));
});

test("a step that is due again keeps its result and its attempts, and tells no time any more", async () => {
  const StepOptions = { NextAttemptDelaySeconds: 60 };
  await execution.checkpoint([{ ...retry, Id: "poll", StepOptions, Payload: "1" }]);
  aws.clock.advance(60_000);
  const poll = async (updates: OperationUpdate[]) =>
    (await execution.checkpoint(updates)).find(({ Id }) => Id === "poll");
  const ready = await poll([]);
  expect(ready).toMatchObject({ Status: "READY", StepDetails: { Attempt: 1, Result: "1" } });
  expect(ready?.StepDetails?.NextAttemptTimestamp).toBeUndefined();
  const again = await poll([{ ...start, Id: "poll" }]);
  expect(again).toMatchObject({ Status: "STARTED", StepDetails: { Attempt: 1, Result: "1" } });
  const ended = await poll([{ ...start, Id: "poll", Action: "SUCCEED", Payload: "2" }]);
  expect(ended).toMatchObject({ Status: "SUCCEEDED", StepDetails: { Attempt: 2, Result: "2" } });
});
