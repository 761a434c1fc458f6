import {
  ListDurableExecutionsByFunctionCommand,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { CloudDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const patience = { timeout: 20_000, interval: 20 };

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      durableFunction("steps", { executionTimeoutSeconds: 3600 }),
      ...["failing", "waiting", "fanOut"].map((name) => durableFunction(name)),
    ],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

function runnerOf(name: string, invocationType: "Event" | "RequestResponse" = "Event") {
  return new CloudDurableTestRunner({
    functionName: `${name}:$LATEST`,
    client: user.client,
    config: { pollInterval: 20, invocationType },
  });
}

test("AWS's CloudDurableTestRunner sees steps, waits, invocations and the result", async () => {
  const runner = runnerOf("steps");
  const run = runner.run({ payload: { n: 1 } });
  await runner.getOperation("one").waitForData();
  const pause = runner.getOperation("pause");
  await pause.waitForData();
  expect(runner.getOperation("one").getStepDetails()).toMatchObject({ result: "one" });
  expect(pause.getWaitDetails()).toMatchObject({ waitSeconds: 600 });
  aws.clock.advance(600_000);
  const result = await run;
  expect(result.getStatus()).toBe("SUCCEEDED");
  expect(result.getResult()).toEqual({ input: { n: 1 } });
  expect(result.getInvocations()).toHaveLength(2);
  expect(result.getOperations().map((operation) => operation.getName())).toEqual([
    "one",
    "pause",
    "two",
    "three",
  ]);
  expect(result.getHistoryEvents().at(-1)?.EventType).toBe("ExecutionSucceeded");
});

/** Runs an execution to its callback. */
async function runToApproval() {
  const runner = runnerOf("waiting");
  const run = runner.run({ payload: { heartbeatSeconds: 60 } });
  const approval = runner.getOperation("approval");
  await approval.waitForData();
  return { run, approval };
}

test("it completes callbacks", async () => {
  const { run, approval } = await runToApproval();
  await approval.sendCallbackHeartbeat();
  await approval.sendCallbackSuccess("granted");
  const result = await run;
  expect(result.getStatus()).toBe("SUCCEEDED");
  expect(result.getResult()).toBe("granted");
});

test("it fails callbacks", async () => {
  const { run, approval } = await runToApproval();
  await approval.sendCallbackFailure({ ErrorMessage: "refused" });
  const result = await run;
  expect(result.getStatus()).toBe("FAILED");
  expect(result.getError()).toMatchObject({ errorMessage: "refused" });
});

test("it waits for the answer of a synchronous call, and gets an execution's error", async () => {
  const result = await runnerOf("failing", "RequestResponse").run();
  expect(result.getStatus()).toBe("FAILED");
  expect(result.getError()).toMatchObject({ errorType: "StepError", errorMessage: "out of range" });
});

test("it sees branches inside their contexts, and that somebody stopped the execution", async () => {
  const runner = runnerOf("fanOut");
  const run = runner.run();
  const both = runner.getOperation("both");
  await both.waitForData();
  await expect.poll(() => both.getChildOperations()?.length, patience).toBe(2);
  expect(runner.getOperation("squares").getChildOperations()).toHaveLength(3);
  const list = new ListDurableExecutionsByFunctionCommand({
    FunctionName: "fanOut",
    Statuses: ["RUNNING"],
  });
  const [running] = (await user.client.send(list)).DurableExecutions ?? [];
  await user.client.send(
    new StopDurableExecutionCommand({ DurableExecutionArn: running?.DurableExecutionArn }),
  );
  expect((await run).getStatus()).toBe("STOPPED");
});
