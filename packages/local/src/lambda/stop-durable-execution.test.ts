import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
  StopDurableExecutionCommand,
  type ErrorObject,
  type OperationUpdate,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction, heldFunction } from "../test/lambda/functions.ts";
import { holdExecution } from "../test/lambda/held-execution.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const patience = { timeout: 20_000, interval: 20 };

let aws: TestAws;
let user: LambdaUser;
let logs: CloudWatchLogsClient;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [heldFunction, durableFunction("waiting"), durableFunction("blocked")],
  });
  user = new LambdaUser(aws);
  logs = new CloudWatchLogsClient(aws.client);
});
afterAll(async () => {
  user.close();
  logs.destroy();
  await aws.close();
});

const stop = (DurableExecutionArn: string, error?: ErrorObject) =>
  user.client.send(
    new StopDurableExecutionCommand({
      DurableExecutionArn,
      ...(error === undefined ? {} : { Error: error }),
    }),
  );

/** How many invocations have come to their end. */
async function reportsOf(functionName: string): Promise<number> {
  const logGroupName = `/aws/lambda/${functionName}`;
  const command = new FilterLogEventsCommand({ logGroupName, filterPattern: "REPORT" });
  return (await logs.send(command)).events?.length ?? 0;
}

const wait: OperationUpdate = {
  Id: "w",
  Type: "WAIT",
  Action: "START",
  WaitOptions: { WaitSeconds: 60 },
};
const callback: OperationUpdate = { Id: "c", Type: "CALLBACK", Action: "START" };
const late = { name: "CallbackTimeoutException", $metadata: { httpStatusCode: 400 } };

test("the error given is the execution's, and its last event's", async () => {
  const arn = await user.start("waiting", {});
  await user.until(arn, "InvocationCompleted");
  const error = {
    ErrorType: "Cancelled",
    ErrorMessage: "not needed",
    ErrorData: "{}",
    StackTrace: ["at here"],
  };
  await stop(arn, error);
  expect(await user.execution(arn)).toMatchObject({ Status: "STOPPED", Error: error });
  expect((await user.history(arn)).at(-1)).toMatchObject({
    EventType: "ExecutionStopped",
    ExecutionStoppedDetails: { Error: { Payload: error } },
  });
});

test("without an error given, the error is empty", async () => {
  const arn = await user.start("waiting", {});
  await stop(arn);
  expect(await user.execution(arn)).toMatchObject({ Status: "STOPPED", Error: {} });
  expect((await user.history(arn)).at(-1)?.ExecutionStoppedDetails).toEqual({
    Error: { Payload: {}, Truncated: false },
  });
});

test("nothing that was under way moves any more: no callback, no timer, no handler", async () => {
  const execution = await holdExecution(user, aws.dataDir);
  const [, opened] = await execution.checkpoint([wait, callback]);
  const CallbackId = opened?.CallbackDetails?.CallbackId;
  await stop(execution.arn);
  const stopped = await user.history(execution.arn);
  await expect(
    user.client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId })),
  ).rejects.toMatchObject(late);
  await expect(
    user.client.send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId })),
  ).rejects.toMatchObject(late);
  execution.return({ Status: "SUCCEEDED", Result: "1" });
  await expect.poll(() => reportsOf("held"), patience).toBe(1);
  aws.clock.advance(600_000);
  expect(await user.execution(execution.arn)).toMatchObject({ Status: "STOPPED" });
  expect(await user.history(execution.arn)).toEqual(stopped);
});

test("what runs learns of it at its next checkpoint and does nothing more", async () => {
  const arn = await user.start("blocked");
  await user.untilNoted("blocked");
  await stop(arn);
  const stopped = await user.history(arn);
  writeFileSync(join(aws.dataDir, "go"), "");
  await expect.poll(() => reportsOf("blocked"), patience).toBe(1);
  expect(await user.history(arn)).toEqual(stopped);
  expect(user.notes()).not.toContain("three");
});

test("an execution that has ended otherwise stays as it ended", async () => {
  const execution = await holdExecution(user, aws.dataDir);
  execution.return({ Status: "SUCCEEDED", Result: '"done"' });
  const { EndTimestamp } = await user.end(execution.arn);
  expect((await stop(execution.arn, { ErrorMessage: "late" })).StopTimestamp).toEqual(EndTimestamp);
  expect(await user.execution(execution.arn)).toMatchObject({
    Status: "SUCCEEDED",
    Result: '"done"',
  });
});

test("what is no execution cannot be stopped, and an error has its limit", async () => {
  const arn = await user.start("waiting", {});
  await expect(stop(arn.replace(/.$/, "_"))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    $metadata: { httpStatusCode: 404 },
  });
  await expect(stop("nonsense")).rejects.toMatchObject({ name: "ValidationException" });
  await expect(stop(arn, { ErrorData: "x".repeat(1024 * 1024) })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: "Error object size must be less than 1048576 bytes.",
  });
  expect((await user.execution(arn)).Status).toBe("RUNNING");
});
