import {
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  ListDurableExecutionsByFunctionCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";
import { CloudDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      durableFunction("quick"),
      durableFunction("waiting"),
      durableFunction("failing"),
      durableFunction("long"),
    ],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

async function page(arn: string, more: object = {}) {
  const answer = await user.client.send(
    new GetDurableExecutionHistoryCommand({ DurableExecutionArn: arn, ...more }),
  );
  return { ids: answer.Events?.map(({ EventId }) => EventId), marker: answer.NextMarker, answer };
}

/** From one to another, including it. */
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

test("pages go either way, and a marker gives the same page again, with what followed", async () => {
  const { arn } = await user.invoke("quick:$LATEST", 1);
  const first = await page(arn, { MaxItems: 2 });
  expect(first.ids).toEqual([1, 2]);
  expect((await page(arn, { MaxItems: 2, Marker: first.marker })).ids).toEqual([3, 4]);
  expect((await page(arn, { MaxItems: 2, Marker: first.marker })).ids).toEqual([3, 4]);
  const back = await page(arn, { MaxItems: 2, ReverseOrder: true });
  expect(back.ids).toEqual([5, 4]);
  const rest = await page(arn, { MaxItems: 10, ReverseOrder: true, Marker: back.marker });
  expect(rest).toMatchObject({ ids: [3, 2, 1], marker: undefined });
});

test("a marker is good for the same page, and for what follows, while events are written", async () => {
  const arn = await user.start("waiting", {});
  const events = await user.until(arn, "InvocationCompleted");
  const first = await page(arn, { MaxItems: events.length - 1 });
  const last = await page(arn, { MaxItems: events.length - 1, Marker: first.marker });
  expect(last).toMatchObject({ ids: [events.length], marker: undefined });
  const back = await page(arn, { MaxItems: 2, ReverseOrder: true });
  const callback = events.find(({ EventType }) => EventType === "CallbackStarted");
  const CallbackId = callback?.CallbackStartedDetails?.CallbackId;
  await user.client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId }));
  await user.end(arn);
  const total = (await user.history(arn)).length;
  const after = await page(arn, { MaxItems: 1000, Marker: first.marker });
  expect(after.ids).toEqual(numbers(events.length, total));
  const older = await page(arn, { MaxItems: 1000, ReverseOrder: true, Marker: back.marker });
  expect(older.ids).toEqual(numbers(1, events.length - 2).toReversed());
});

test("a page holds a hundred events, or as many as are asked for, a thousand at most", async () => {
  const arn = await user.start("long");
  await user.until(arn, "InvocationCompleted");
  expect((await page(arn)).ids).toEqual(numbers(1, 100));
  expect((await page(arn, { MaxItems: 0 })).ids).toEqual(numbers(1, 100));
  expect((await page(arn, { MaxItems: 1 })).ids).toEqual([1]);
  const most = await page(arn, { MaxItems: 1000 });
  expect(most.ids).toEqual(numbers(1, 1000));
  expect((await page(arn, { MaxItems: 3, Marker: most.marker })).ids).toEqual([1001, 1002, 1003]);
});

test("errors are left out when they are not asked for, of the execution too", async () => {
  const { arn } = await user.invoke("failing:$LATEST", "secret");
  const without = await page(arn, { IncludeExecutionData: false });
  expect(JSON.stringify(without.answer.Events)).not.toContain("out of range");
  const bare = await user.client.send(
    new GetDurableExecutionCommand({ DurableExecutionArn: arn, IncludeExecutionData: false }),
  );
  expect(bare).toMatchObject({ Status: "FAILED", ExecutionDataIncluded: false });
  expect(JSON.stringify(bare)).not.toMatch(/secret|out of range/);
  expect(await user.execution(arn)).toMatchObject({
    ExecutionDataIncluded: true,
    InputPayload: '"secret"',
    Error: { ErrorMessage: "out of range" },
  });
});

test("payloads are left out when they are not asked for", async () => {
  const { arn } = await user.invoke("quick:$LATEST", "secret");
  const without = await page(arn, { IncludeExecutionData: false });
  expect(JSON.stringify(without.answer.Events)).not.toContain("secret");
  const withData = await page(arn, { IncludeExecutionData: true });
  expect(withData.answer.Events?.[0]?.ExecutionStartedDetails).toEqual({
    Input: { Payload: '"secret"', Truncated: false },
    ExecutionTimeout: 600,
  });
});

test("what is no execution, marker or page size is refused", async () => {
  const { arn } = await user.invoke("quick:$LATEST", 1);
  await expect(page("nonsense")).rejects.toMatchObject({ name: "ValidationException" });
  await expect(page(arn.replace(/.$/, "x"))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  await expect(page(arn, { Marker: "nonsense" })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
  });
  const list = new ListDurableExecutionsByFunctionCommand({ FunctionName: "quick", MaxItems: 1 });
  const ofAList = (await user.client.send(list)).NextMarker;
  await expect(page(arn, { Marker: ofAList })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "Invalid marker.",
  });
  for (const MaxItems of [1001, -1]) {
    await expect(page(arn, { MaxItems })).rejects.toMatchObject({ name: "ValidationException" });
  }
});

test("AWS's own CloudDurableTestRunner works against it", async () => {
  const runner = new CloudDurableTestRunner({
    functionName: "waiting:$LATEST",
    client: user.client,
    config: { pollInterval: 50, invocationType: "Event" },
  });
  const run = runner.run({ payload: {} });
  const approval = runner.getOperation("approval");
  await approval.waitForData();
  await approval.sendCallbackSuccess("granted");
  const result = await run;
  expect(result.getStatus()).toBe("SUCCEEDED");
  expect(result.getResult()).toBe("granted");
});
