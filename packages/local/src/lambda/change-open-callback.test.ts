import {
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
  type ErrorObject,
  type OperationUpdate,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { heldFunction } from "../test/lambda/functions.ts";
import { holdExecution, type HeldExecution } from "../test/lambda/held-execution.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
let execution: HeldExecution;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      { ...heldFunction, durable: { executionTimeoutSeconds: 86_400, retentionPeriodInDays: 1 } },
    ],
  });
  user = new LambdaUser(aws);
  execution = await holdExecution(user, aws.dataDir);
});
afterAll(async () => {
  execution.return({ Status: "SUCCEEDED" });
  await user.end(execution.arn);
  user.close();
  await aws.close();
});

const succeed = (CallbackId: string, Result?: string) =>
  user.client.send(
    new SendDurableExecutionCallbackSuccessCommand({
      CallbackId,
      ...(Result === undefined ? {} : { Result }),
    }),
  );
const fail = (CallbackId: string, error?: ErrorObject) =>
  user.client.send(new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error: error }));
const beat = (CallbackId: string) =>
  user.client.send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId }));

let lastId = 0;

/** Opens a callback. Returns its id and how it stands at the next checkpoint. */
async function open(CallbackOptions: OperationUpdate["CallbackOptions"] = {}) {
  lastId += 1;
  const Id = `callback-${lastId}`;
  const operations = await execution.checkpoint([
    { Id, Type: "CALLBACK", Action: "START", CallbackOptions },
  ]);
  const started = operations.find((operation) => operation.Id === Id);
  return {
    id: started?.CallbackDetails?.CallbackId ?? "",
    changed: async () =>
      (await execution.checkpoint([])).find((operation) => operation.Id === Id) ?? "unchanged",
    events: async () =>
      (await user.history(execution.arn))
        .filter((event) => event.Id === Id)
        .map(({ EventType }) => EventType),
  };
}

const closed = {
  name: "CallbackTimeoutException",
  message: "The callback is either timed out or already completed",
  $metadata: { httpStatusCode: 400 },
};

test("an id is base64 and not guessable", async () => {
  const [one, two] = [await open(), await open()];
  expect(one.id).toMatch(/^[A-Za-z0-9+/]{80,1024}$/);
  expect(two.id).not.toBe(one.id);
});

test("a result arrives byte by byte as it was sent", async () => {
  const callback = await open();
  const result = '{"a":  1, "ä": null}';
  await succeed(callback.id, result);
  expect(await callback.changed()).toMatchObject({
    Status: "SUCCEEDED",
    CallbackDetails: { CallbackId: callback.id, Result: result },
  });
  expect(await callback.events()).toEqual(["CallbackStarted", "CallbackSucceeded"]);
});

test("a success without a result and a failure without an error are ends too", async () => {
  const [empty, failed] = [await open(), await open()];
  await succeed(empty.id);
  await fail(failed.id);
  const [one, two] = await execution.checkpoint([]);
  expect(one).toMatchObject({ Status: "SUCCEEDED" });
  expect(one?.CallbackDetails).not.toHaveProperty("Result");
  expect(two).toMatchObject({ Status: "FAILED", CallbackDetails: { Error: {} } });
});

test("a failure keeps all members of its error", async () => {
  const callback = await open();
  const error = { ErrorType: "T", ErrorMessage: "M", ErrorData: "D", StackTrace: ["s", "t"] };
  await fail(callback.id, error);
  expect(await callback.changed()).toMatchObject({
    Status: "FAILED",
    CallbackDetails: { Error: error },
  });
});

test("a callback ends once: whoever comes later is refused and changes nothing", async () => {
  const callback = await open({ HeartbeatTimeoutSeconds: 60 });
  await fail(callback.id, { ErrorMessage: "first" });
  await callback.changed();
  for (const send of [succeed, fail, beat]) {
    await expect(send(callback.id)).rejects.toMatchObject(closed);
  }
  aws.clock.advance(61_000);
  expect(await callback.changed()).toBe("unchanged");
  expect(await callback.events()).toEqual(["CallbackStarted", "CallbackFailed"]);
});

test("heartbeats do not move the callback's own timeout", async () => {
  const callback = await open({ TimeoutSeconds: 100, HeartbeatTimeoutSeconds: 60 });
  for (const waitMs of [50_000, 40_000]) {
    aws.clock.advance(waitMs);
    await beat(callback.id);
  }
  expect(await callback.changed()).toBe("unchanged");
  aws.clock.advance(10_000);
  await expect(beat(callback.id)).rejects.toMatchObject(closed);
  expect(await callback.changed()).toMatchObject({
    Status: "TIMED_OUT",
    CallbackDetails: {
      Error: { ErrorType: "Callback.Timeout", ErrorMessage: "Callback timed out" },
    },
  });
});

test("a heartbeat that is missing ends the callback, and a timeout of 0 is none", async () => {
  const silent = await open({ TimeoutSeconds: 0, HeartbeatTimeoutSeconds: 60 });
  const endless = await open({ TimeoutSeconds: 0, HeartbeatTimeoutSeconds: 0 });
  aws.clock.advance(3_600_000);
  expect(await silent.changed()).toMatchObject({
    Status: "TIMED_OUT",
    CallbackDetails: {
      Error: {
        ErrorType: "Callback.Heartbeat",
        ErrorMessage: "Callback timed out on heartbeat",
      },
    },
  });
  await succeed(endless.id, "1");
  expect(await endless.changed()).toMatchObject({ Status: "SUCCEEDED" });
});

test("a result or an error over 1 MB is refused, and the callback stays open", async () => {
  const callback = await open();
  const mebibyte = "x".repeat(1024 * 1024);
  const tooLarge = { name: "InvalidParameterValueException" };
  await expect(succeed(callback.id, `${mebibyte}x`)).rejects.toMatchObject(tooLarge);
  await expect(fail(callback.id, { ErrorData: mebibyte })).rejects.toMatchObject(tooLarge);
  await succeed(callback.id, mebibyte);
  expect(await callback.changed()).toMatchObject({ Status: "SUCCEEDED" });
});

test.each([
  ["one that there is not", "bm9uZQ==", closed],
  ["no base64", "not-an-id", { name: "InvalidParameterValueException" }],
  ["longer than an id can be", "a".repeat(1028), { name: "InvalidParameterValueException" }],
])("an id that is %s is refused", async (_what, id, error) => {
  for (const send of [succeed, fail, beat]) await expect(send(id)).rejects.toMatchObject(error);
});

test("a client that does not encode the id's slashes reaches the callback too", async () => {
  let callback = await open();
  while (!callback.id.includes("/")) callback = await open();
  const path = `2025-12-01/durable-execution-callbacks/${callback.id}/succeed`;
  const answer = await fetch(`${aws.endpoint}/${path}`, { method: "POST", body: "raw" });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({});
  expect(await callback.changed()).toMatchObject({ CallbackDetails: { Result: "raw" } });
});
