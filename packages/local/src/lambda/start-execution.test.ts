import {
  GetDurableExecutionCommand,
  ListDurableExecutionsByFunctionCommand,
  PublishVersionCommand,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction, heldFunction } from "../test/lambda/functions.ts";
import { holdExecution } from "../test/lambda/held-execution.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const dayMs = 86_400_000;

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      heldFunction,
      durableFunction("quick"),
      durableFunction("failing"),
      durableFunction("waiting"),
    ],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const alreadyStarted = {
  name: "DurableExecutionAlreadyStartedException",
  $metadata: { httpStatusCode: 409 },
};

async function listOf(FunctionName: string): Promise<(string | undefined)[]> {
  const command = new ListDurableExecutionsByFunctionCommand({ FunctionName });
  const { DurableExecutions = [] } = await user.client.send(command);
  return DurableExecutions.map(({ DurableExecutionArn }) => DurableExecutionArn);
}

test("a name has up to 64 letters, digits, hyphens and underscores, and is a part of the ARN", async () => {
  const DurableExecutionName = `${"aZ09-_".repeat(10)}abcd`;
  const arn = await user.start("waiting", {}, { DurableExecutionName });
  expect(arn.split("/")[2]).toBe(DurableExecutionName);
  expect((await user.execution(arn)).DurableExecutionName).toBe(DurableExecutionName);
  for (const name of [`${DurableExecutionName}x`, "a.b", "a/b", "a b"]) {
    const start = user.start("waiting", {}, { DurableExecutionName: name });
    await expect(start).rejects.toMatchObject({ name: "ValidationException" });
  }
});

test("a name belongs to its function; without one, every call is an execution of its own", async () => {
  const DurableExecutionName = "shared";
  const waiting = await user.start("waiting", {}, { DurableExecutionName });
  const held = await user.start("held", {}, { DurableExecutionName });
  expect(held).not.toBe(waiting);
  expect(await user.start("waiting", {})).not.toBe(await user.start("waiting", {}));
});

test("another payload or version is refused while the execution runs and after it ended", async () => {
  const DurableExecutionName = "taken";
  const publish = new PublishVersionCommand({ FunctionName: "waiting" });
  const { Version } = await user.client.send(publish);
  const arn = await user.start("waiting", {}, { DurableExecutionName });
  const others = [
    () => user.start("waiting", { timeoutSeconds: 5 }, { DurableExecutionName }),
    () => user.invoke("waiting:$LATEST", { timeoutSeconds: 5 }, { DurableExecutionName }),
    () => user.invoke(`waiting:${Version}`, {}, { DurableExecutionName, InvocationType: "Event" }),
  ];
  for (const other of others) await expect(other()).rejects.toMatchObject(alreadyStarted);
  await user.client.send(new StopDurableExecutionCommand({ DurableExecutionArn: arn }));
  for (const other of others) await expect(other()).rejects.toMatchObject(alreadyStarted);
  expect(await user.start("waiting", {}, { DurableExecutionName })).toBe(arn);
});

test("calls at the same time with one name are one execution, whose result all of them get", async () => {
  const more = { DurableExecutionName: "together" };
  const answers = await Promise.all([1, 2, 3].map(() => user.invoke("quick:$LATEST", [7], more)));
  expect(new Set(answers.map(({ arn }) => arn)).size).toBe(1);
  expect(answers.map(({ json }) => json)).toEqual([[7], [7], [7]]);
});

test("a synchronous call with the name of a failed execution gets its error again", async () => {
  const more = { DurableExecutionName: "fails-once" };
  const first = await user.invoke("failing:$LATEST", null, more);
  const again = await user.invoke("failing:$LATEST", null, more);
  expect(again).toMatchObject({ arn: first.arn, FunctionError: "Unhandled", json: first.json });
  expect(await listOf("failing")).toEqual([first.arn]);
});

test("a dry run starts nothing", async () => {
  const before = await listOf("quick");
  const { StatusCode } = await user.invoke("quick:$LATEST", 1, { InvocationType: "DryRun" });
  expect(StatusCode).toBe(204);
  expect(await listOf("quick")).toEqual(before);
});

test("input, result and error are left out of an execution on demand", async () => {
  const { arn } = await user.invoke("quick:$LATEST", "secret");
  const command = new GetDurableExecutionCommand({
    DurableExecutionArn: arn,
    IncludeExecutionData: false,
  });
  const execution = await user.client.send(command);
  expect(execution).toMatchObject({ Status: "SUCCEEDED", ExecutionDataIncluded: false });
  expect(JSON.stringify(execution)).not.toContain("secret");
});

test("when its time is over, an execution ends although its handler runs, and hears no more of it", async () => {
  const more = { DurableExecutionName: "overdue" };
  const synchronous = user.invoke("held:$LATEST", null, more);
  const execution = await holdExecution(user, aws.dataDir, null, more);
  await execution.checkpoint([{ Id: "a", Type: "STEP", Action: "START" }]);
  aws.clock.advance(600_000);
  expect(await synchronous).toMatchObject({
    FunctionError: "Unhandled",
    json: { errorMessage: "Execution timed out after 600 seconds." },
  });
  await expect(execution.checkpoint([])).rejects.toThrow("Invalid checkpoint token");
  execution.return({ Status: "SUCCEEDED" });
  const history = await user.history(execution.arn);
  expect(history.map(({ EventType }) => EventType)).toEqual([
    "ExecutionStarted",
    "StepStarted",
    "ExecutionTimedOut",
  ]);
  expect(history.at(-1)?.ExecutionTimedOutDetails).toEqual({});
});

test("after its retention nothing tells of an execution any more", async () => {
  const old = await user.invoke("quick:$LATEST", "old");
  aws.clock.advance(dayMs - 10_000);
  const young = await user.invoke("quick:$LATEST", "young");
  aws.clock.advance(11_000);
  const gone = { name: "ResourceNotFoundException", $metadata: { httpStatusCode: 404 } };
  await expect.poll(() => listOf("quick")).toEqual([young.arn]);
  await expect(user.execution(old.arn)).rejects.toMatchObject(gone);
  await expect(user.history(old.arn)).rejects.toMatchObject(gone);
  await expect(
    user.client.send(new StopDurableExecutionCommand({ DurableExecutionArn: old.arn })),
  ).rejects.toMatchObject(gone);
});
