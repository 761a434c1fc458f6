import { afterAll, beforeAll, expect, test } from "vitest";

import { scriptFunction, selfCompletingFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({ functions: [scriptFunction, selfCompletingFunction] });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const start = (Id: string, more: object = {}) => ({ Id, Type: "STEP", Action: "START", ...more });
const succeed = (Id: string, more: object = {}) => ({ ...start(Id), Action: "SUCCEED", ...more });

/** Runs one handler that makes these checkpoints. Returns their answers, an error as its text. */
async function run(script: object[]): Promise<{ answers: unknown[]; arn: string }> {
  const { json, arn } = await user.invoke("scripted:$LATEST", script);
  return { answers: Array.isArray(json) ? json : [json], arn };
}

const refused = (text: string) => `InvalidParameterValueException: ${text}`;

test("a token is good for one checkpoint, and each answer gives the next", async () => {
  const { answers } = await run([
    { updates: [start("a")] },
    { updates: [start("b")], token: "previous" },
    { updates: [start("b")], token: "wrong" },
    { updates: [start("b")] },
    {},
  ]);
  expect(answers).toMatchObject([
    { CheckpointToken: expect.any(String) },
    refused("Invalid checkpoint token"),
    refused("Invalid checkpoint token"),
    { NewExecutionState: { Operations: [{ Id: "b", Status: "STARTED" }] } },
    { NewExecutionState: { Operations: [] } },
  ]);
});

test("a checkpoint that is sent again, as its answer was lost, is answered again and done once", async () => {
  const checkpoint = {
    updates: [{ Id: "c", Type: "CALLBACK", Action: "START" }],
    clientToken: "k",
  };
  const { answers, arn } = await run([checkpoint, { ...checkpoint, token: "previous" }]);
  const [first, again] = answers;
  expect(first).toMatchObject({
    NewExecutionState: { Operations: [{ CallbackDetails: { CallbackId: expect.any(String) } }] },
  });
  expect(withoutMetadata(again)).toEqual(withoutMetadata(first));
  expect(await user.eventTypes(arn)).toEqual([
    "ExecutionStarted",
    "CallbackStarted",
    "InvocationCompleted",
    "ExecutionSucceeded",
  ]);
});

test("a batch counts whole or not at all", async () => {
  const { answers, arn } = await run([
    { updates: [start("a"), { Id: "w", Type: "WAIT", Action: "START" }] },
    { updates: [start("a"), succeed("a", { Payload: "1" })] },
  ]);
  expect(answers).toMatchObject([
    refused("Update for WAIT operation requires WaitOptions."),
    { NewExecutionState: { Operations: [{ Id: "a", StepDetails: { Attempt: 1, Result: "1" } }] } },
  ]);
  expect(await user.eventTypes(arn)).toEqual([
    "ExecutionStarted",
    "StepStarted",
    "StepSucceeded",
    "InvocationCompleted",
    "ExecutionSucceeded",
  ]);
});

const wait = (Action: string) => ({
  Id: "w",
  Type: "WAIT",
  Action,
  WaitOptions: { WaitSeconds: 5 },
});
const context = (Action: string, more: object = {}) => ({
  Id: "x",
  Type: "CONTEXT",
  Action,
  ...more,
});
const retry = (more: object) => ({
  ...start("a"),
  Action: "RETRY",
  StepOptions: { NextAttemptDelaySeconds: 1 },
  ...more,
});

test.each<[string, object[][]]>([
  ["Cannot update the same operation twice in a single request.", [[start("a"), start("a")]]],
  ["Invalid current STEP state to start.", [[start("a")], [start("a")]]],
  ["Invalid current STEP state to close.", [[start("a"), succeed("a")], [succeed("a")]]],
  ["Invalid current STEP state to re-attempt.", [[start("a"), succeed("a")], [retry({})]]],
  ["Invalid StepOptions for the given action.", [[{ ...start("a"), Action: "RETRY" }]]],
  [
    "Cannot provide both error and payload to RETRY a STEP.",
    [[retry({ Payload: "1", Error: { ErrorMessage: "e" } })]],
  ],
  ["Invalid action for the given operation type.", [[{ ...start("a"), Action: "CANCEL" }]]],
  ["Cannot provide an Error for SUCCEED action.", [[succeed("a", { Error: {} })]]],
  [
    "Cannot provide a Payload for FAIL action.",
    [[{ ...start("a"), Action: "FAIL", Payload: "1" }]],
  ],
  ["Cannot start a WAIT that already exist.", [[wait("START")], [wait("START")]]],
  [
    "Cannot cancel a WAIT that does not exist or has already completed.",
    [[wait("START")], [wait("CANCEL")], [wait("CANCEL")]],
  ],
  ["Cannot start a CONTEXT that already exist.", [[context("START")], [context("START")]]],
  [
    "Invalid current CONTEXT state to close.",
    [[context("START"), context("SUCCEED")], [context("SUCCEED")]],
  ],
  [
    "Cannot start a CALLBACK that already exist.",
    [
      [{ Id: "c", Type: "CALLBACK", Action: "START" }],
      [{ Id: "c", Type: "CALLBACK", Action: "START" }],
    ],
  ],
  ["Invalid parent operation id.", [[start("a", { ParentId: "nobody" })]]],
  ["Inconsistent operation type.", [[start("a")], [{ Id: "a", Type: "CONTEXT", Action: "START" }]]],
  ["Inconsistent operation name.", [[start("a", { Name: "n" })], [succeed("a", { Name: "m" })]]],
  [
    "Inconsistent operation subtype.",
    [[start("a", { SubType: "Step" })], [succeed("a", { SubType: "Other" })]],
  ],
  [
    "Inconsistent parent operation id.",
    [[context("START"), start("a")], [succeed("a", { ParentId: "x" })]],
  ],
  [
    "Cannot checkpoint multiple EXECUTION updates.",
    [
      [
        { Id: "e", Type: "EXECUTION", Action: "SUCCEED" },
        { Id: "f", Type: "EXECUTION", Action: "SUCCEED" },
      ],
    ],
  ],
  [
    "EXECUTION checkpoint must be the last update.",
    [[{ Id: "e", Type: "EXECUTION", Action: "SUCCEED" }, start("a")]],
  ],
  [
    "STEP payload size must be less than or equal to 1048576 bytes.",
    [[succeed("a", { Payload: "x".repeat(1_048_577) })]],
  ],
])("%s", async (text, batches) => {
  const { answers } = await run(batches.map((updates) => ({ updates })));
  expect(answers.at(-1)).toBe(refused(text));
  for (const answer of answers.slice(0, -1)) expect(answer).toHaveProperty("CheckpointToken");
});

test("operations inside a finished context are left out of the state, unless it is to be replayed", async () => {
  const inside = (id: string, parent: string) => [
    start(id, { ParentId: parent }),
    succeed(id, { ParentId: parent, Payload: "1" }),
  ];
  const { answers } = await run([
    {
      updates: [
        context("START"),
        { ...context("START"), Id: "y", ParentId: "x" },
        ...inside("deep", "y"),
        { ...context("SUCCEED"), Id: "y", ParentId: "x" },
        ...inside("flat", "x"),
        context("SUCCEED", { Payload: "1" }),
        { ...context("START"), Id: "r" },
        ...inside("kept", "r"),
        { ...context("SUCCEED"), Id: "r", ContextOptions: { ReplayChildren: true } },
      ],
    },
    { stateMarker: "" },
  ]);
  expect(answers[1]).toMatchObject({
    Operations: [{ Type: "EXECUTION" }, { Id: "x" }, { Id: "r" }],
    NextMarker: expect.any(String),
  });
  const marker = (answers[1] as { NextMarker: string }).NextMarker;
  expect(marker).toMatch(/^\w+$/);
});

test("a result in a checkpoint closes the execution; no token comes back, and what the handler returns is ignored", async () => {
  const { arn, answers } = await run([
    { updates: [{ Id: "e", Type: "EXECUTION", Action: "SUCCEED", Payload: '"large"' }] },
    { updates: [start("late")] },
  ]);
  expect(answers).toEqual(["large"]);
  expect(await user.execution(arn)).toMatchObject({ Status: "SUCCEEDED", Result: '"large"' });
  expect(await user.eventTypes(arn)).toEqual([
    "ExecutionStarted",
    "InvocationCompleted",
    "ExecutionSucceeded",
  ]);
});

test("what changed while a handler ran, and it did not see, invokes it once more", async () => {
  const { json, arn } = await user.invoke("self-completing:$LATEST", null);
  expect(json).toEqual(["call"]);
  expect(await user.eventTypes(arn)).toEqual([
    "ExecutionStarted",
    "CallbackStarted",
    "CallbackSucceeded",
    "InvocationCompleted",
    "InvocationCompleted",
    "ExecutionSucceeded",
  ]);
});

test("an execution that used 3,000 operations fails and says why", async () => {
  const batch = (from: number) => ({
    updates: Array.from({ length: 1000 }, (_, index) => succeed(`s${from + index}`)),
  });
  const { arn } = await run([batch(0), batch(1000), batch(2000)]);
  expect(await user.execution(arn)).toMatchObject({
    Status: "FAILED",
    Error: {
      ErrorType: "DurableExecutionLimitExceeded",
      ErrorMessage: expect.stringMatching(/more than 3000 durable operations/),
    },
  });
});

function withoutMetadata(answer: unknown): unknown {
  return typeof answer === "object" ? { ...answer, $metadata: undefined } : answer;
}
