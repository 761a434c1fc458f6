import { GetDurableExecutionStateCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { heldFunction } from "../test/lambda/functions.ts";
import { holdExecution, type HeldExecution } from "../test/lambda/held-execution.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const steps = Array.from({ length: 5 }, (_, index) => `s${index}`);

let aws: TestAws;
let user: LambdaUser;
let execution: HeldExecution;
beforeAll(async () => {
  aws = await startTestAws({ functions: [heldFunction] });
  user = new LambdaUser(aws);
  execution = await holdExecution(user, aws.dataDir, "input");
  await execution.checkpoint(steps.map((Id) => ({ Id, Type: "STEP", Action: "START" })));
});
afterAll(async () => {
  user.close();
  await aws.close();
});

async function page(more: { MaxItems?: number; Marker?: string; CheckpointToken?: string } = {}) {
  const command = new GetDurableExecutionStateCommand({
    DurableExecutionArn: execution.arn,
    CheckpointToken: execution.token,
    ...more,
  });
  const { Operations = [], NextMarker = "" } = await user.client.send(command);
  return { ids: Operations.map(({ Id }) => Id), Operations, NextMarker };
}

test("the execution comes first, with its input, then its operations as they began", async () => {
  const { ids, Operations, NextMarker } = await page();
  expect(ids).toEqual([execution.arn.split("/").at(-1), ...steps]);
  expect(Operations[0]).toMatchObject({
    Type: "EXECUTION",
    Status: "STARTED",
    ExecutionDetails: { InputPayload: '"input"' },
  });
  expect(NextMarker).toBe("");
});

test("a marker is good for the same page, and for what follows, after a checkpoint too", async () => {
  const first = await page({ MaxItems: 3 });
  expect(first.ids.slice(1)).toEqual(["s0", "s1"]);
  const { NextMarker: Marker } = first;
  expect((await page({ MaxItems: 3, Marker })).ids).toEqual(["s2", "s3", "s4"]);
  await execution.checkpoint([{ Id: "late", Type: "STEP", Action: "START" }]);
  expect((await page({ MaxItems: 4, Marker })).ids).toEqual(["s2", "s3", "s4", "late"]);
  expect((await page({ MaxItems: 3, Marker })).ids).toEqual(["s2", "s3", "s4"]);
});

test("a page never holds more than MaxItems, the execution included", async () => {
  const first = await page({ MaxItems: 1 });
  expect(first.Operations.map(({ Type }) => Type)).toEqual(["EXECUTION"]);
  const second = await page({ MaxItems: 1, Marker: first.NextMarker });
  expect(second.ids).toEqual(["s0"]);
});

test.each<[string, Parameters<typeof page>[0], string, RegExp]>([
  ["a marker that is none", { Marker: "bm9uZQ" }, "InvalidParameterValueException", /marker/],
  [
    "a token that is none",
    { CheckpointToken: "bm9uZQ==" },
    "InvalidParameterValueException",
    /token/,
  ],
  ["too large a page", { MaxItems: 1001 }, "ValidationException", /MaxItems/],
])("%s is refused", async (_what, query, name, message) => {
  await expect(page(query)).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
  });
});
