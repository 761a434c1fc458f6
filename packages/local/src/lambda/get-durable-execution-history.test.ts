import { GetDurableExecutionHistoryCommand } from "@aws-sdk/client-lambda";
import { CloudDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({ functions: [durableFunction("quick"), durableFunction("waiting")] });
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
  await expect(page(arn, { MaxItems: 1001 })).rejects.toMatchObject({
    name: "ValidationException",
  });
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
