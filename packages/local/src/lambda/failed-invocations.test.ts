import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction, heldFunction } from "../test/lambda/functions.ts";
import { holdExecution } from "../test/lambda/held-execution.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const patience = { timeout: 20_000, interval: 20 };

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      ...["killed", "atMostOnce", "nonsense", "pendingForever", "throwing", "crashing"].map(
        (name) => durableFunction(name),
      ),
      { ...durableFunction("blocked"), timeoutSeconds: 2 },
      heldFunction,
    ],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

test("a handler killed in a step is invoked again at once and repeats that step alone", async () => {
  const arn = await user.start("killed");
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED", Result: '"survived"' });
  expect(user.notes().filter((note) => note === "before")).toHaveLength(1);
  expect(user.notes().filter((note) => note === "deadly")).toHaveLength(2);
  const failed = (await user.history(arn)).find(
    ({ InvocationCompletedDetails }) => InvocationCompletedDetails?.Error !== undefined,
  );
  expect(failed?.InvocationCompletedDetails?.Error?.Payload).toMatchObject({
    ErrorType: "Runtime.ExitError",
    ErrorMessage: expect.stringMatching(/signal: killed$/),
  });
});

test("a step that may run once is not repeated after a crash, but interrupted", async () => {
  const arn = await user.start("atMostOnce");
  expect(await user.end(arn)).toMatchObject({ Result: '"StepInterruptedError"' });
  expect(user.notes().filter((note) => note === "once")).toHaveLength(1);
});

test("an error of the handler is retried with growing delays until the execution times out", async () => {
  const arn = await user.start("throwing");
  const failures = async () =>
    (await user.eventTypes(arn)).filter((type) => type === "InvocationCompleted").length;
  for (const [tries, delayMs] of [
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
  ] as const) {
    await expect.poll(failures, patience).toBe(tries);
    aws.clock.advance(delayMs);
  }
  await expect.poll(failures, patience).toBe(4);
  aws.clock.advance(600_000);
  expect(await user.end(arn)).toMatchObject({ Status: "TIMED_OUT" });
});

test("a process that dies is replaced three times at once, then with growing delays", async () => {
  const arn = await user.start("crashing");
  const failures = async () =>
    (await user.history(arn)).flatMap((event) => event.InvocationCompletedDetails ?? []);
  for (const [tries, delayMs] of [
    [4, 1_000],
    [5, 2_000],
  ] as const) {
    const count = async () => (await failures()).length;
    await expect.poll(count, patience).toBeGreaterThanOrEqual(tries);
    aws.clock.advance(delayMs);
  }
  await expect.poll(failures, patience).toHaveLength(6);
  const seen = await failures();
  expect(seen.map(({ Error: error }) => error?.Payload?.ErrorType)).toEqual(
    Array(6).fill("Runtime.ExitError"),
  );
  const delayBefore = (index: number) =>
    Number(seen[index]?.StartTimestamp) - Number(seen[index - 1]?.EndTimestamp);
  expect(delayBefore(4)).toBeGreaterThanOrEqual(1_000);
  expect(delayBefore(5)).toBeGreaterThanOrEqual(2_000);
  aws.clock.advance(600_000);
  expect((await user.end(arn)).Status).toBe("TIMED_OUT");
});

test("an invocation that is over its function's time is killed, recorded, and repeated after a delay", async () => {
  const arn = await user.start("blocked");
  const [failed] = (await user.until(arn, "InvocationCompleted")).slice(-1);
  const { Error: error, RequestId, ...times } = failed?.InvocationCompletedDetails ?? {};
  expect(error?.Payload).toEqual({
    ErrorType: "Sandbox.Timedout",
    ErrorMessage: expect.stringMatching(`Z ${RequestId} Task timed out after 2\\.00 seconds$`),
  });
  expect(times).toEqual({ StartTimestamp: expect.any(Date), EndTimestamp: expect.any(Date) });
  writeFileSync(join(aws.dataDir, "go"), "");
  aws.clock.advance(1_000);
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED", Result: '"done"' });
  expect(user.notes().filter((note) => note === "one")).toHaveLength(1);
  expect(user.notes().filter((note) => note === "blocked")).toHaveLength(2);
});

test.each([
  [
    { Status: "SUCCEEDED", Error: { ErrorMessage: "e" } },
    "Cannot provide an Error for SUCCEEDED status.",
  ],
  [{ Status: "FAILED", Result: "1" }, "Cannot provide a Result for FAILED status."],
  [{ Status: 7 }, "Invalid Status in invocation output."],
  [{ Status: "SUCCEEDED", Result: 7 }, "Invalid Status in invocation output."],
])("an output that contradicts itself fails the execution (%j)", async (output, message) => {
  const execution = await holdExecution(user, aws.dataDir);
  execution.return(output);
  expect(await user.end(execution.arn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorMessage: message },
  });
  const [invocation] = await user.latest(execution.arn, 2);
  expect(invocation?.InvocationCompletedDetails?.Error?.Payload).toEqual({
    ErrorType: "InvalidParameterValueException",
    ErrorMessage: message,
  });
});

test("members of an output that are null count as absent", async () => {
  const execution = await holdExecution(user, aws.dataDir);
  const Error = { ErrorType: "E", ErrorMessage: null, ErrorData: null, StackTrace: null };
  execution.return({ Status: "FAILED", Result: null, Error });
  expect(await user.end(execution.arn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorType: "E" },
  });
});

test("an invocation that ends while an operation is due is followed by another at once", async () => {
  const execution = await holdExecution(user, aws.dataDir);
  const StepOptions = { NextAttemptDelaySeconds: 60 };
  await execution.checkpoint([{ Id: "s", Type: "STEP", Action: "RETRY", StepOptions }]);
  aws.clock.advance(60_000);
  execution.return({ Status: "PENDING" });
  await execution.untilInvoked(2);
  execution.return({ Status: "SUCCEEDED" });
  expect((await user.end(execution.arn)).Status).toBe("SUCCEEDED");
});

test.each([
  ["nonsense", "Invalid Status in invocation output."],
  ["pendingForever", "Cannot return PENDING status with no pending operations."],
])("an output that means nothing fails the execution (%s)", async (name, message) => {
  const arn = await user.start(name);
  expect(await user.end(arn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorMessage: message },
  });
});
