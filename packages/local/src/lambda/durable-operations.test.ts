import {
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction, plainFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const patience = { timeout: 20_000, interval: 20 };
const minuteMs = 60_000;

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      plainFunction,
      durableFunction("steps", { executionTimeoutSeconds: 86_400 }),
      durableFunction("polling", { executionTimeoutSeconds: 86_400 }),
      durableFunction("waiting", { executionTimeoutSeconds: 86_400 }),
      durableFunction("calling", { executionTimeoutSeconds: 86_400 }),
      durableFunction("fanOut"),
      durableFunction("quick"),
      durableFunction("failing"),
      durableFunction("long"),
      { ...durableFunction("waiting"), name: "brief-wait" },
    ],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

/** Starts an execution that waits for a callback. Returns its ARN and the callback's id. */
async function startWaiting(payload: object): Promise<{ arn: string; CallbackId: string }> {
  const arn = await user.start("waiting", payload);
  const events = await user.until(arn, "InvocationCompleted");
  const started = events.find(({ EventType }) => EventType === "CallbackStarted");
  return { arn, CallbackId: started?.CallbackStartedDetails?.CallbackId ?? "" };
}

test("steps run once each, and a wait ends when its time has come", async () => {
  const arn = await user.start("steps", { n: 1 });
  await user.until(arn, "InvocationCompleted");
  aws.clock.advance(9 * minuteMs);
  expect((await user.history(arn)).at(-1)?.EventType).toBe("InvocationCompleted");
  aws.clock.advance(minuteMs);
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED", Result: '{"input":{"n":1}}' });
  expect(user.notes().filter((note) => ["one", "two", "three"].includes(note))).toEqual([
    "one",
    "two",
    "three",
  ]);
});

test("a poll is a step with a delay after each try", async () => {
  const arn = await user.start("polling");
  for (const tries of [1, 2]) {
    const polled = () => user.eventTypes(arn);
    await expect
      .poll(async () => countOf(await polled(), "InvocationCompleted"), patience)
      .toBe(tries);
    aws.clock.advance(60 * minuteMs);
  }
  expect(await user.end(arn)).toMatchObject({ Result: "3" });
  const polls = (await user.history(arn)).filter(({ EventType }) => EventType === "StepSucceeded");
  expect(polls.map((event) => event.StepSucceededDetails?.RetryDetails)).toEqual([
    { CurrentAttempt: 1, NextAttemptDelaySeconds: 3600 },
    { CurrentAttempt: 2, NextAttemptDelaySeconds: 3600 },
    { CurrentAttempt: 3 },
  ]);
});

test("a callback gives its result once; later completions are refused", async () => {
  const { arn, CallbackId } = await startWaiting({});
  const succeed = new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result: '"yes"' });
  await user.client.send(succeed);
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED", Result: String.raw`"\"yes\""` });
  const late = {
    name: "CallbackTimeoutException",
    message: "The callback is either timed out or already completed",
  };
  await expect(user.client.send(succeed)).rejects.toMatchObject(late);
  await expect(
    user.client.send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId: "bm9uZQ==" })),
  ).rejects.toMatchObject(late);
});

test("a callback's failure is the handler's error", async () => {
  const { arn, CallbackId } = await startWaiting({});
  await user.client.send(
    new SendDurableExecutionCallbackFailureCommand({
      CallbackId,
      Error: { ErrorType: "Rejected", ErrorMessage: "no", ErrorData: "data", StackTrace: ["at x"] },
    }),
  );
  expect(await user.end(arn)).toMatchObject({ Status: "FAILED", Error: { ErrorMessage: "no" } });
});

test("a callback that nobody completes times out", async () => {
  const { arn, CallbackId } = await startWaiting({ timeoutSeconds: 300 });
  aws.clock.advance(300_000);
  expect(await user.end(arn)).toMatchObject({ Status: "FAILED" });
  const timedOut = (await user.history(arn)).find(
    ({ EventType }) => EventType === "CallbackTimedOut",
  );
  expect(timedOut?.CallbackTimedOutDetails?.Error?.Payload).toEqual({
    ErrorType: "Callback.Timeout",
  });
  await expect(
    user.client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId })),
  ).rejects.toMatchObject({ name: "CallbackTimeoutException" });
});

test("heartbeats keep a callback open, silence ends it", async () => {
  const { arn, CallbackId } = await startWaiting({ heartbeatSeconds: 60 });
  for (let beat = 0; beat < 3; beat += 1) {
    aws.clock.advance(50_000);
    await user.client.send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId }));
  }
  expect((await user.execution(arn)).Status).toBe("RUNNING");
  aws.clock.advance(60_000);
  await user.end(arn);
  const timedOut = (await user.history(arn)).find(
    ({ EventType }) => EventType === "CallbackTimedOut",
  );
  expect(timedOut?.CallbackTimedOutDetails?.Error?.Payload).toEqual({
    ErrorType: "Callback.Heartbeat",
  });
});

test("map and parallel are contexts, whose branches wait on their own", async () => {
  const arn = await user.start("fanOut");
  await user.until(arn, "InvocationCompleted");
  aws.clock.advance(minuteMs);
  expect(await user.end(arn)).toMatchObject({
    Status: "SUCCEEDED",
    Result: '{"squares":[1,4,9],"both":["left","right"]}',
  });
  const subTypes = (await user.history(arn))
    .filter(({ EventType }) => EventType === "ContextSucceeded")
    .map(({ SubType }) => SubType);
  expect(countOf(subTypes, "MapIteration")).toBe(3);
  expect(countOf(subTypes, "ParallelBranch")).toBe(2);
});

test("a chained invoke of a plain function returns its result, and its error", async () => {
  const ok = await user.start("calling", { target: "plain", payload: { note: "called" } });
  expect((await user.end(ok)).Result).toMatch(/"input":\{"note":"called"\}/);
  expect(await user.eventTypes(ok)).toEqual([
    "ExecutionStarted",
    "ChainedInvokeStarted",
    "InvocationCompleted",
    "ChainedInvokeSucceeded",
    "InvocationCompleted",
    "ExecutionSucceeded",
  ]);
  const bad = await user.start("calling", { target: "plain", payload: { fail: "broken" } });
  expect((await user.end(bad)).Result).toMatch(/broken/);
});

test("a chained invoke of a durable function is an execution of its own", async () => {
  const arn = await user.start("calling", { target: "quick:$LATEST", payload: { a: [1] } });
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED", Result: '{"a":[1]}' });
  const [, started] = await user.history(arn);
  expect(started?.ChainedInvokeStartedDetails).toMatchObject({
    FunctionName: "quick:$LATEST",
    ExecutedVersion: "$LATEST",
    Input: { Payload: '{"a":[1]}' },
  });
  const child = started?.ChainedInvokeStartedDetails?.DurableExecutionArn ?? "";
  expect(await user.execution(child)).toMatchObject({ Status: "SUCCEEDED", Result: '{"a":[1]}' });
});

test("a chained invoke hears how its child ended: failed, stopped, timed out", async () => {
  const failed = await user.start("calling", { target: "failing:$LATEST" });
  expect((await user.end(failed)).Result).toMatch(/out of range/);

  const stopped = await user.start("calling", { target: "waiting:$LATEST", payload: {} });
  await user.client.send(
    new StopDurableExecutionCommand({
      DurableExecutionArn: await childOf(stopped),
      Error: { ErrorMessage: "stopped by hand" },
    }),
  );
  expect((await user.end(stopped)).Result).toMatch(/stopped by hand/);
  expect(await user.eventTypes(stopped)).toContain("ChainedInvokeStopped");

  const late = await user.start("calling", { target: "brief-wait:$LATEST", payload: {} });
  await user.until(await childOf(late), "InvocationCompleted");
  aws.clock.advance(600_000);
  expect((await user.end(late)).Result).toMatch(/CHAINED_INVOKE timed out after 600 seconds\./);
});

test("a chained invoke of nothing fails the operation, not the checkpoint", async () => {
  const unknown = await user.start("calling", { target: "nobody" });
  expect((await user.end(unknown)).Result).toMatch(/Function not found/);
  const unqualified = await user.start("calling", { target: "quick" });
  expect((await user.end(unqualified)).Result).toMatch(/unqualified ARN/);
});

test("an execution with more operations than an invocation holds replays all of them", async () => {
  const arn = await user.start("long");
  await user.until(arn, "InvocationCompleted");
  aws.clock.advance(minuteMs);
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED", Result: "1100" });
  expect(countOf(user.notes(), "step")).toBe(1100);
});

async function childOf(arn: string): Promise<string> {
  const events = await user.until(arn, "InvocationCompleted");
  const started = events.find(({ EventType }) => EventType === "ChainedInvokeStarted");
  return started?.ChainedInvokeStartedDetails?.DurableExecutionArn ?? "";
}

function countOf<T>(items: T[], item: T): number {
  return items.filter((each) => each === item).length;
}
