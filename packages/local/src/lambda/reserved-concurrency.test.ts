import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { durableFunction, heldFunction, plainFunction } from "../test/lambda/functions.ts";
import { HeldExecution, holdExecution } from "../test/lambda/held-execution.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [heldFunction, plainFunction, durableFunction("quick"), durableFunction("waiting")],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});
afterEach(async () => {
  for (const FunctionName of ["held", "plain", "quick"]) {
    await user.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  }
});

const reserve = (FunctionName: string, ReservedConcurrentExecutions: number) =>
  user.client.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
  );

const throttled = {
  name: "TooManyRequestsException",
  Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
  retryAfterSeconds: "1",
  $metadata: { httpStatusCode: 429 },
};

test("a function's concurrency is set, told and taken back", async () => {
  const get = new GetFunctionConcurrencyCommand({ FunctionName: "plain" });
  expect((await user.client.send(get)).ReservedConcurrentExecutions).toBeUndefined();
  expect((await reserve("plain", 3)).ReservedConcurrentExecutions).toBe(3);
  expect((await user.client.send(get)).ReservedConcurrentExecutions).toBe(3);
  await user.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: "plain" }));
  expect((await user.client.send(get)).ReservedConcurrentExecutions).toBeUndefined();
  await expect(reserve("plain", -1)).rejects.toMatchObject({ name: "ValidationException" });
  await expect(reserve("nobody", 1)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("GetFunction tells the concurrency too, whatever the qualifier; GetFunctionConfiguration does not", async () => {
  const described = async () => {
    const all = { FunctionName: "plain" };
    const { Concurrency } = await user.client.send(new GetFunctionCommand(all));
    const qualified = await user.client.send(
      new GetFunctionCommand({ ...all, Qualifier: "$LATEST" }),
    );
    expect(qualified.Concurrency).toEqual(Concurrency);
    return Concurrency;
  };
  expect(await described()).toBeUndefined();
  await reserve("plain", 0);
  expect(await described()).toEqual({ ReservedConcurrentExecutions: 0 });
  await reserve("plain", 5);
  expect(await described()).toEqual({ ReservedConcurrentExecutions: 5 });
  const url = new URL("/2015-03-31/functions/plain/configuration", aws.endpoint);
  expect(await (await fetch(url)).text()).not.toMatch(/concurren/i);
});

test("a synchronous call over the limit is refused and starts nothing; the SDK's retry gets through", async () => {
  await reserve("plain", 0);
  await reserve("quick", 0);
  await expect(user.invoke("plain", { note: "too many" })).rejects.toMatchObject(throttled);
  const more = { DurableExecutionName: "refused" };
  await expect(user.invoke("quick:$LATEST", 1, more)).rejects.toMatchObject(throttled);
  expect(user.notes()).not.toContain("too many");

  const patient = new LambdaUser({ ...aws, client: { ...aws.client, maxAttempts: 5 } });
  const answer = patient.invoke("quick:$LATEST", 2, more);
  await user.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: "quick" }));
  expect(await answer).toMatchObject({ json: 2 });
  patient.close();
});

const hold = () => holdExecution(user, aws.dataDir);

/** When the only invocation of an execution began and ended. */
async function timesOf(arn: string): Promise<{ startedAt: number; endedAt: number }> {
  await user.end(arn);
  const details = (await user.history(arn)).flatMap(
    ({ InvocationCompletedDetails }) => InvocationCompletedDetails ?? [],
  );
  expect(details).toHaveLength(1);
  return {
    startedAt: details[0]?.StartTimestamp?.getTime() ?? NaN,
    endedAt: details[0]?.EndTimestamp?.getTime() ?? NaN,
  };
}

test("asynchronous calls and executions wait for their turn, in their order", async () => {
  // Two processes that could take one each.
  for (const execution of await Promise.all([hold(), hold()])) {
    execution.return({ Status: "SUCCEEDED" });
    await user.end(execution.arn);
  }
  await reserve("held", 1);
  const first = await hold();
  const second = new HeldExecution(user, aws.dataDir, await user.start("held"));
  const third = new HeldExecution(user, aws.dataDir, await user.start("held"));
  await expect(user.invoke("held:$LATEST", null)).rejects.toMatchObject(throttled);
  first.return({ Status: "SUCCEEDED" });
  await second.untilInvoked();
  await reserve("held", 2);
  await third.untilInvoked();
  for (const execution of [second, third]) execution.return({ Status: "SUCCEEDED" });
  const [one, two, three] = [
    await timesOf(first.arn),
    await timesOf(second.arn),
    await timesOf(third.arn),
  ];
  expect(two.startedAt).toBeGreaterThanOrEqual(one.endedAt);
  expect(three.startedAt).toBeGreaterThanOrEqual(two.startedAt);
});

test("the limit is there after a restart", async () => {
  const dataDir = temporaryFolder();
  const again = { dataDir, functions: [plainFunction] };
  const first = await startTestAws(again);
  const before = new LambdaUser(first);
  const put = { FunctionName: "plain", ReservedConcurrentExecutions: 0 };
  await before.client.send(new PutFunctionConcurrencyCommand(put));
  before.close();
  await first.close();
  const next = await startTestAws(again);
  const after = new LambdaUser(next);
  await expect(after.invoke("plain", {})).rejects.toMatchObject(throttled);
  after.close();
  await next.close();
  removeFolder(dataDir);
});

test("an execution that sleeps takes no place", async () => {
  await reserve("waiting", 1);
  const arns = [await user.start("waiting", {}), await user.start("waiting", {})];
  for (const arn of arns) {
    const [latest] = (await user.until(arn, "InvocationCompleted")).slice(-1);
    expect(latest?.InvocationCompletedDetails).not.toHaveProperty("Error");
  }
});
