import {
  ListDurableExecutionsByFunctionCommand,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { recorder } from "../test/invocations.ts";
import { durableFunction, plainFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const patience = { timeout: 20_000, interval: 20 };
const dayMs = 86_400_000;

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      plainFunction,
      durableFunction("quick"),
      { ...durableFunction("failing"), autoPublishAlias: "live" },
      durableFunction("waiting"),
      durableFunction("steps", { executionTimeoutSeconds: 3600 }),
      recorder("on-status"),
    ],
    rules: [{ name: "executions", pattern: { source: ["aws.lambda"] }, function: "on-status" }],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

test("a synchronous call waits for the execution's end and gets its result", async () => {
  const answer = await user.invoke("quick:$LATEST", { n: 1 });
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST", json: { n: 1 } });
  expect(answer.arn).toMatch(
    /^arn:aws:lambda:eu-central-1:123456789012:function:quick:\$LATEST\/durable-execution\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/,
  );
  expect(await user.execution(answer.arn)).toMatchObject({
    Status: "SUCCEEDED",
    Result: '{"n":1}',
    InputPayload: '{"n":1}',
    Version: "$LATEST",
    FunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:quick:$LATEST",
    DurableConfig: { ExecutionTimeout: 600, RetentionPeriodInDays: 1 },
  });
  expect(await user.eventTypes(answer.arn)).toEqual([
    "ExecutionStarted",
    "StepStarted",
    "StepSucceeded",
    "InvocationCompleted",
    "ExecutionSucceeded",
  ]);
});

test("a failed execution is answered as a function error", async () => {
  const answer = await user.invoke("failing:live", null);
  expect(answer).toMatchObject({
    StatusCode: 200,
    FunctionError: "Unhandled",
    ExecutedVersion: "1",
  });
  expect(answer.json).toMatchObject({ errorType: "StepError" });
  expect(await user.execution(answer.arn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorType: "StepError" },
  });
});

test("a durable function needs a qualifier", async () => {
  await expect(user.invoke("quick", null)).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "You cannot invoke a durable function using an unqualified ARN.",
  });
});

test("an execution that may last longer than 15 minutes cannot be waited for", async () => {
  await expect(user.invoke("steps:$LATEST", null)).rejects.toMatchObject({
    name: "InvalidParameterValueException",
  });
});

test("the same name and payload is the same execution, another payload is refused", async () => {
  const DurableExecutionName = "order-1";
  const first = await user.start("quick", { a: 1, b: [2] }, { DurableExecutionName });
  const again = await user.start("quick", { b: [2], a: 1 }, { DurableExecutionName });
  expect(again).toBe(first);
  await user.end(first);
  const closed = await user.invoke("quick:$LATEST", { a: 1, b: [2] }, { DurableExecutionName });
  expect(closed).toMatchObject({ arn: first, json: { a: 1, b: [2] } });
  expect((await user.history(first)).length).toBe(5);
  await expect(user.start("quick", { a: 2 }, { DurableExecutionName })).rejects.toMatchObject({
    name: "DurableExecutionAlreadyStartedException",
  });
});

test("a name that AWS would not take is refused", async () => {
  await expect(
    user.start("quick", null, { DurableExecutionName: "not a name" }),
  ).rejects.toMatchObject({ name: "ValidationException" });
  await expect(user.invoke("plain", null, { DurableExecutionName: "name" })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
  });
});

test("a synchronous call with the name of a running execution attaches to it", async () => {
  const DurableExecutionName = "attached";
  const arn = await user.start("waiting", {}, { DurableExecutionName });
  await user.until(arn, "InvocationCompleted");
  const attached = user.invoke("waiting:$LATEST", {}, { DurableExecutionName });
  await user.client.send(
    new StopDurableExecutionCommand({
      DurableExecutionArn: arn,
      Error: { ErrorType: "Stopped", ErrorMessage: "enough" },
    }),
  );
  expect(await attached).toMatchObject({
    arn,
    FunctionError: "Unhandled",
    json: { errorType: "Stopped", errorMessage: "enough" },
  });
});

test("stopping is final, repeatable, and leaves what was under way as it is", async () => {
  const arn = await user.start("waiting", {});
  await user.until(arn, "InvocationCompleted");
  const stop = new StopDurableExecutionCommand({ DurableExecutionArn: arn });
  const { StopTimestamp } = await user.client.send(stop);
  expect(await user.execution(arn)).toMatchObject({
    Status: "STOPPED",
    EndTimestamp: StopTimestamp,
  });
  expect((await user.client.send(stop)).StopTimestamp).toEqual(StopTimestamp);
  const types = await user.eventTypes(arn);
  expect(types.filter((type) => type === "ExecutionStopped")).toHaveLength(1);
  expect(types.at(-1)).toBe("ExecutionStopped");
});

test("an execution ends when its time is over", async () => {
  const arn = await user.start("waiting", {});
  await user.until(arn, "InvocationCompleted");
  aws.clock.advance(600_000);
  expect(await user.end(arn)).toMatchObject({
    Status: "TIMED_OUT",
    Error: { ErrorMessage: "Execution timed out after 600 seconds." },
  });
  expect((await user.history(arn)).at(-1)).toMatchObject({ EventType: "ExecutionTimedOut" });
});

test("a closed execution is gone after its retention, and its name is free again", async () => {
  const DurableExecutionName = "kept-a-day";
  const arn = await user.start("quick", 1, { DurableExecutionName });
  await user.end(arn);
  aws.clock.advance(dayMs - 60_000);
  expect((await user.execution(arn)).Status).toBe("SUCCEEDED");
  aws.clock.advance(120_000);
  await expect
    .poll(() => user.execution(arn).catch(({ name }: Error) => name), patience)
    .toBe("ResourceNotFoundException");
  expect(await user.start("quick", 2, { DurableExecutionName })).not.toBe(arn);
});

test("starts and ends are events on the bus", async () => {
  const { arn } = await user.invoke("quick:$LATEST", null);
  const details = () =>
    aws
      .invocations()
      .filter(({ event }) => event.resources[0] === arn)
      .map(({ event }) => event.detail)
      .toSorted((a, b) => String(a["status"]).localeCompare(String(b["status"])));
  await expect.poll(details, patience).toMatchObject([
    { status: "RUNNING", durableExecutionArn: arn },
    { status: "SUCCEEDED", endTimestamp: expect.any(String) },
  ]);
});

test("executions are listed by function, newest first, in stable pages", async () => {
  const arns: string[] = [];
  for (const n of [1, 2, 3]) arns.push((await user.invoke("failing:$LATEST", n)).arn);
  const list = async (more: object = {}) => {
    const answer = await user.client.send(
      new ListDurableExecutionsByFunctionCommand({
        FunctionName: "failing",
        Qualifier: "$LATEST",
        ...more,
      }),
    );
    const found = answer.DurableExecutions?.map(({ DurableExecutionArn }) => DurableExecutionArn);
    return { found, marker: answer.NextMarker };
  };
  expect((await list()).found).toEqual(arns.toReversed());
  expect((await list({ ReverseOrder: true })).found).toEqual(arns);
  expect((await list({ Statuses: ["FAILED", "STOPPED"] })).found).toHaveLength(3);
  expect((await list({ Statuses: ["RUNNING"] })).found).toEqual([]);
  expect((await list({ StartedAfter: new Date(aws.clock.now() + 1000) })).found).toEqual([]);
  const page = await list({ MaxItems: 2 });
  expect(page.found).toEqual([arns[2], arns[1]]);
  await user.invoke("failing:$LATEST", 4);
  expect((await list({ MaxItems: 2, Marker: page.marker })).found).toEqual([arns[0]]);
});
