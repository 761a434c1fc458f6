import type { OperationUpdate } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { heldFunction } from "../test/lambda/functions.ts";
import { holdExecution } from "../test/lambda/held-execution.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";
import { limits } from "./limits.ts";

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({ functions: [heldFunction] });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const hold = (more: object = {}) => holdExecution(user, aws.dataDir, null, more);

/** JSON of so many bytes. */
const text = (bytes: number) => "x".repeat(bytes - 2);

test.each([
  ["RequestResponse", limits.syncPayload],
  ["Event", limits.eventPayload],
] as const)("a payload of a call of type %s has at most %i bytes", async (InvocationType, most) => {
  await expect(
    user.invoke("held:$LATEST", text(most + 1), { InvocationType }),
  ).rejects.toMatchObject({
    name: "RequestTooLargeException",
    message: `Request must be smaller than ${most} bytes for the InvokeFunction operation`,
    $metadata: { httpStatusCode: 413 },
  });
});

test("a payload of just that size is the execution's input, whole", async () => {
  const execution = await holdExecution(user, aws.dataDir, text(limits.eventPayload));
  const { InputPayload } = await user.execution(execution.arn);
  expect(InputPayload).toHaveLength(limits.eventPayload);
  execution.return({ Status: "SUCCEEDED" });
});

const tooLarge = (limit: number) => ({
  Status: "FAILED",
  Error: {
    ErrorType: "InvalidParameterValueException",
    ErrorMessage: `Execution output payload size must be less than or equal to ${limit} bytes.`,
  },
});

test("the result of an execution that nobody waits for has at most 1 MB", async () => {
  const [fits, exceeds] = [await hold(), await hold()];
  fits.return({ Status: "SUCCEEDED", Result: "x".repeat(limits.eventResult) });
  exceeds.return({ Status: "SUCCEEDED", Result: "x".repeat(limits.eventResult + 1) });
  expect((await user.end(fits.arn)).Result).toHaveLength(limits.eventResult);
  expect(await user.end(exceeds.arn)).toMatchObject(tooLarge(limits.eventResult));
});

/** Ends an execution that a synchronous call started, with a result of so many bytes. */
async function resultOf(DurableExecutionName: string, bytes: number) {
  const answer = user.invoke("held:$LATEST", null, { DurableExecutionName });
  // In a checkpoint, as the SDK does when the result is too large to be returned.
  const execution = await hold({ DurableExecutionName });
  const Payload = JSON.stringify(text(bytes));
  await execution.checkpoint([{ Id: "result", Type: "EXECUTION", Action: "SUCCEED", Payload }]);
  execution.return({ Status: "SUCCEEDED" });
  return answer;
}

test("the result of one that was started synchronously has at most 6 MB", async () => {
  const fits = await resultOf("fits", limits.syncPayload);
  expect(fits.text).toHaveLength(limits.syncPayload);
  const exceeds = await resultOf("exceeds", limits.syncPayload + 1);
  expect(exceeds.FunctionError).toBe("Unhandled");
  expect(await user.execution(exceeds.arn)).toMatchObject(tooLarge(limits.syncPayload));
});

test("each operation counts, each poll and retry once more, and the 3,001st ends the execution", async () => {
  const execution = await hold();
  const steps = (from: number, count: number): OperationUpdate[] =>
    Array.from({ length: count }, (_, index) => ({
      Id: `step-${from + index}`,
      Type: "STEP",
      Action: "SUCCEED",
    }));
  for (const from of [0, 1_000]) await execution.checkpoint(steps(from, 1_000));
  // The execution itself is one, and so is the step that polls.
  await execution.checkpoint(steps(2_000, 995));
  const poll: OperationUpdate = {
    Id: "poll",
    Type: "STEP",
    Action: "RETRY",
    StepOptions: { NextAttemptDelaySeconds: 1 },
  };
  for (let polls = 1; polls <= 3; polls += 1) {
    await execution.checkpoint([poll]);
    aws.clock.advance(1_000);
  }
  expect(await user.execution(execution.arn)).toMatchObject({ Status: "RUNNING" });
  await execution.checkpoint([poll]);
  expect(execution.token).toBe("");
  execution.return({ Status: "PENDING" });
  expect(await user.execution(execution.arn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorType: "DurableExecutionLimitExceeded" },
  });
  expect((await user.latest(execution.arn, 2)).map(({ EventType }) => EventType)).toEqual([
    "InvocationCompleted",
    "ExecutionFailed",
  ]);
});
