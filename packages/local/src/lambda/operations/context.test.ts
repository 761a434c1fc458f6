import { GetDurableExecutionStateCommand, type OperationUpdate } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { heldFunction } from "../../test/lambda/functions.ts";
import { holdExecution, type HeldExecution } from "../../test/lambda/held-execution.ts";
import { LambdaUser } from "../../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
let execution: HeldExecution;
beforeAll(async () => {
  aws = await startTestAws({ functions: [heldFunction] });
  user = new LambdaUser(aws);
  execution = await holdExecution(user, aws.dataDir);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

type More = Partial<OperationUpdate>;

const context = (Id: string, Action: "START" | "SUCCEED" | "FAIL", more: More = {}) =>
  ({ Id, Type: "CONTEXT", Action, ...more }) as const;
const step = (Id: string, ParentId: string) =>
  ({ Id, Type: "STEP", Action: "SUCCEED", ParentId, Payload: "1" }) as const;
const replayed = { ContextOptions: { ReplayChildren: true } };

/** What a handler would see of these operations. */
async function seen(ids: string[]) {
  const state = await user.client.send(
    new GetDurableExecutionStateCommand({
      DurableExecutionArn: execution.arn,
      CheckpointToken: execution.token,
      MaxItems: 1000,
    }),
  );
  return (state.Operations ?? []).filter(({ Id = "" }) => ids.includes(Id));
}

test.each<[string, OperationUpdate[], string[]]>([
  [
    "inside one that succeeded is not seen any more",
    [context("a", "START"), step("a1", "a"), context("a", "SUCCEED")],
    ["a"],
  ],
  [
    "inside one that failed is not seen any more",
    [context("b", "START"), step("b1", "b"), context("b", "FAIL", { Error: {} })],
    ["b"],
  ],
  [
    "inside one that ended to be replayed stays in sight",
    [context("c", "START"), step("c1", "c"), context("c", "SUCCEED", replayed)],
    ["c", "c1"],
  ],
  [
    "inside one that began to be replayed stays in sight",
    [context("d", "START", replayed), step("d1", "d"), context("d", "SUCCEED")],
    ["d", "d1"],
  ],
  [
    "inside one to be replayed is out of sight with what is around it",
    [
      context("e", "START"),
      context("e1", "START", { ParentId: "e" }),
      step("e2", "e1"),
      context("e1", "SUCCEED", { ParentId: "e", ...replayed }),
      context("e", "SUCCEED"),
    ],
    ["e"],
  ],
  [
    "inside one that is not replayed stays out of sight in one that is",
    [
      context("f", "START"),
      context("f1", "START", { ParentId: "f" }),
      step("f2", "f1"),
      context("f1", "SUCCEED", { ParentId: "f" }),
      context("f", "SUCCEED", replayed),
    ],
    ["f", "f1"],
  ],
])("what is %s", async (_what, updates, expected) => {
  await execution.checkpoint(updates);
  const ids = updates.map(({ Id = "" }) => Id);
  expect((await seen(ids)).map(({ Id }) => Id)).toEqual(expected);
});

test("a result is kept as it is, JSON or not, and told to be replayed", async () => {
  const Payload = "not JSON: \u0000 ü ✓";
  await execution.checkpoint([
    context("opaque", "START"),
    context("opaque", "SUCCEED", { Payload, ...replayed }),
  ]);
  expect(await seen(["opaque"])).toMatchObject([
    { Status: "SUCCEEDED", ContextDetails: { Result: Payload, ReplayChildren: true } },
  ]);
});

test("one that has not begun may be closed at once, and only then", async () => {
  const own = await holdExecution(user, aws.dataDir);
  await own.checkpoint([context("well", "SUCCEED", { Payload: "1" }), context("badly", "FAIL")]);
  await expect(own.checkpoint([context("well", "SUCCEED")])).rejects.toThrow(
    "Invalid current CONTEXT state to close.",
  );
  const events = (await user.history(own.arn)).slice(1);
  expect(events).toMatchObject([
    {
      EventType: "ContextSucceeded",
      Id: "well",
      ContextSucceededDetails: { Result: { Payload: "1" } },
    },
    { EventType: "ContextFailed", Id: "badly" },
  ]);
});

test("events are in the order of the updates, whoever their parents are", async () => {
  const own = await holdExecution(user, aws.dataDir);
  await own.checkpoint([
    context("map", "START", { SubType: "Map", Name: "all" }),
    context("i0", "START", { SubType: "MapIteration", ParentId: "map" }),
    step("s0", "i0"),
    context("i0", "FAIL", { ParentId: "map", Error: { ErrorType: "E" } }),
    context("i1", "START", { SubType: "MapIteration", ParentId: "map" }),
    step("s1", "i1"),
    context("i1", "SUCCEED", { ParentId: "map" }),
    context("map", "SUCCEED", { Payload: "{}" }),
  ]);
  const events = (await user.history(own.arn)).slice(1);
  expect(events.map(({ EventType, Id, ParentId }) => [EventType, Id, ParentId])).toEqual([
    ["ContextStarted", "map", undefined],
    ["ContextStarted", "i0", "map"],
    ["StepSucceeded", "s0", "i0"],
    ["ContextFailed", "i0", "map"],
    ["ContextStarted", "i1", "map"],
    ["StepSucceeded", "s1", "i1"],
    ["ContextSucceeded", "i1", "map"],
    ["ContextSucceeded", "map", undefined],
  ]);
  expect(events.at(-1)).toMatchObject({ Name: "all", SubType: "Map" });
});
