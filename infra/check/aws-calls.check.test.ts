import { expect, test } from "vitest";

import { awsCalls, everyAwsCall } from "./aws-calls.ts";
import { readGraph } from "./graph.ts";
import { roles } from "./policy.ts";

/** Not called by our code: by the durable SDK, by Lambda for a log or a dead letter, by ECS for a task's roles. */
const ofAws =
  /^(lambda:(CheckpointDurableExecution|GetDurableExecutionState)|logs:(Create|Put)|sqs:|iam:PassRole)/;

/** Names a bucket, without which the worker reads none. */
const known = roles(readGraph("private"));

test.each([
  ["RunSyncHandlerRole", "packages/durable/src/run-sync.lambda.ts"],
  ["RunCallbackHandlerRole", "packages/durable/src/run-callback.lambda.ts"],
  ["RunAwaitHandlerRole", "packages/durable/src/run-await.lambda.ts"],
  ["defaultSubscriberTaskStateFunctionRole", "packages/durable/src/task-state.lambda.ts"],
  ["SweepHandlerRole", "packages/durable/src/sweep.lambda.ts"],
  ["ApiRouteRmfkvzHandlerRole", "packages/api/src/api.lambda.ts"],
  ["WorkerTaskRole", "packages/worker/src/main.ts"],
])("%s may do what %s calls, and nothing else", (name, entry) => {
  const role = known.find((one) => one.name === name);
  const granted = role?.statements
    .flatMap(({ Action }) => Action)
    .filter((action) => !ofAws.test(action));

  expect([...new Set(granted)].toSorted()).toEqual(awsCalls(entry));
});

test("there is no call of AWS that no program makes", () => {
  const called = [
    ...["run-sync", "run-callback", "run-await", "task-state", "sweep"].map(
      (name) => `packages/durable/src/${name}.lambda.ts`,
    ),
    "packages/api/src/api.lambda.ts",
    "packages/worker/src/main.ts",
  ].flatMap(awsCalls);
  expect(everyAwsCall().filter((action) => !called.includes(action))).toEqual([]);
});
