import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const patience = { timeout: 20_000, interval: 20 };

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: ["killed", "atMostOnce", "nonsense", "pendingForever", "throwing"].map((name) =>
      durableFunction(name),
    ),
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
