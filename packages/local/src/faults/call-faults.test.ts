import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { faultsOf } from "../test/faults-of.ts";
import { durableFunction, plainFunction, scriptFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
let ecs: ECSClient;
let dynamoDb: DynamoDBClient;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [durableFunction("quick"), scriptFunction, plainFunction],
  });
  user = new LambdaUser(aws);
  ecs = new ECSClient(aws.client);
  dynamoDb = new DynamoDBClient(aws.client);
});
afterAll(async () => {
  for (const client of [user.client, ecs, dynamoDb]) client.destroy();
  await aws.close();
});
afterEach(async () => {
  await make("DELETE");
});

const make = (method: string, body?: object) => faultsOf(aws, method, body);
const waiting = async () => (await make("GET")).json();

async function arm(fault: object): Promise<void> {
  expect((await make("POST", fault)).status).toBe(201);
}

test("an operation of any service fails as asked, so often as asked, and others do not", async () => {
  await arm({ kind: "api-error", operation: "ListClusters", times: 2 });
  await arm({
    kind: "api-error",
    operation: "ListTables",
    status: 400,
    error: "RequestLimitExceeded",
  });
  await arm({ kind: "api-error", operation: "ListFunctions", status: 429 });
  const clusters = () => ecs.send(new ListClustersCommand({}));
  const tables = () => dynamoDb.send(new ListTablesCommand());
  const functions = () => user.client.send(new ListFunctionsCommand());
  const failed = { name: "ServiceException", $metadata: { httpStatusCode: 500 } };
  await expect(clusters()).rejects.toMatchObject(failed);
  await expect(tables()).rejects.toMatchObject({ name: "RequestLimitExceeded" });
  await expect(functions()).rejects.toMatchObject({
    name: "TooManyRequestsException",
    $metadata: { httpStatusCode: 429 },
  });
  expect(await waiting()).toMatchObject({ faults: [{ operation: "ListClusters", times: 1 }] });
  await expect(clusters()).rejects.toMatchObject(failed);
  expect((await clusters()).clusterArns).toHaveLength(2);
  expect((await tables()).TableNames).toEqual([]);
});

test("the SDKs' own retries get past an error", async () => {
  await arm({ kind: "api-error", operation: "ListFunctions", times: 2 });
  await arm({ kind: "api-error", operation: "CheckpointDurableExecution", status: 503 });
  const patient = new LambdaClient({ ...aws.client, maxAttempts: 3 });
  expect((await patient.send(new ListFunctionsCommand())).Functions).toHaveLength(3);
  patient.destroy();
  expect((await user.invoke("quick:$LATEST", 1)).json).toBe(1);
  expect(await waiting()).toEqual({ faults: [] });
});

test("an operation is answered late", async () => {
  await arm({ kind: "api-delay", operation: "ListClusters", delayMs: 60_000 });
  let isAnswered = false;
  const answer = ecs.send(new ListClustersCommand({})).finally(() => (isAnswered = true));
  await expect.poll(waiting).toEqual({ faults: [] });
  expect(isAnswered).toBe(false);
  aws.clock.advance(60_000);
  expect((await answer).clusterArns).toHaveLength(2);
});

test("a throttled call is refused in the words of its service", async () => {
  const logs = new CloudWatchLogsClient(aws.client);
  const calls: [string, () => Promise<unknown>, object][] = [
    [
      "Invoke",
      () => user.invoke("plain", {}),
      {
        name: "TooManyRequestsException",
        Reason: "FunctionInvocationRateLimitExceeded",
        retryAfterSeconds: "7",
        $metadata: { httpStatusCode: 429 },
      },
    ],
    [
      "ListFunctions",
      () => user.client.send(new ListFunctionsCommand()),
      { name: "TooManyRequestsException", Reason: "CallerRateLimitExceeded" },
    ],
    [
      "ListClusters",
      () => ecs.send(new ListClustersCommand({})),
      { name: "ThrottlingException", message: "Rate exceeded", $metadata: { httpStatusCode: 400 } },
    ],
    [
      "GetItem",
      () => dynamoDb.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } })),
      { name: "ProvisionedThroughputExceededException", $metadata: { httpStatusCode: 400 } },
    ],
    [
      "ListTables",
      () => dynamoDb.send(new ListTablesCommand()),
      { name: "ThrottlingException", $metadata: { httpStatusCode: 400 } },
    ],
    [
      "DescribeLogGroups",
      () => logs.send(new DescribeLogGroupsCommand()),
      { name: "ThrottlingException", $metadata: { httpStatusCode: 400 } },
    ],
  ];
  for (const [operation, call, error] of calls) {
    await arm({ kind: "api-throttled", operation, retryAfterSeconds: 7 });
    await expect(call()).rejects.toMatchObject(error);
  }
  expect(await waiting()).toEqual({ faults: [] });
  logs.destroy();
});

test("calls over a rate are throttled, until time has passed or the fault is cleared", async () => {
  await arm({ kind: "api-rate", operation: "ListClusters", perSecond: 0.01 });
  const list = () => ecs.send(new ListClustersCommand({}));
  await list();
  await expect(list()).rejects.toMatchObject({ name: "ThrottlingException" });
  aws.clock.advance(100_000);
  await list();
  await expect(list()).rejects.toMatchObject({ name: "ThrottlingException" });
  expect(await waiting()).toEqual({
    faults: [
      { kind: "api-rate", operation: "ListClusters", perSecond: 0.01, retryAfterSeconds: 1 },
    ],
  });
  await make("DELETE");
  await list();
  // The next one has not used up what the first one had.
  await arm({ kind: "api-rate", operation: "ListClusters", perSecond: 0.01 });
  await list();
});

test("the SDKs' own retries get past a throttle", async () => {
  const patient = { ...aws.client, maxAttempts: 3 };
  const clients = [
    new LambdaClient(patient),
    new ECSClient(patient),
    new DynamoDBClient(patient),
  ] as const;
  for (const operation of ["ListFunctions", "ListClusters", "ListTables"]) {
    await arm({ kind: "api-throttled", operation });
  }
  const [lambda, tasks, tables] = clients;
  await Promise.all([
    lambda.send(new ListFunctionsCommand()),
    tasks.send(new ListClustersCommand({})),
    tables.send(new ListTablesCommand()),
  ]);
  expect(await waiting()).toEqual({ faults: [] });
  for (const client of clients) client.destroy();
});

test("an execution whose checkpoints are throttled ends right: by a retry, or by another invocation", async () => {
  await arm({ kind: "api-throttled", operation: "CheckpointDurableExecution", times: 2 });
  const { arn, json } = await user.invoke("quick:$LATEST", "first");
  expect(json).toBe("first");
  expect(await user.eventTypes(arn)).toEqual([
    "ExecutionStarted",
    "StepStarted",
    "StepSucceeded",
    "InvocationCompleted",
    "ExecutionSucceeded",
  ]);

  await arm({ kind: "api-throttled", operation: "CheckpointDurableExecution", times: 3 });
  const patient = await user.start("quick", "second");
  const [failed] = (await user.until(patient, "InvocationCompleted")).slice(-1);
  expect(failed?.InvocationCompletedDetails?.Error?.Payload?.ErrorMessage).toMatch(/Rate Exceeded/);
  aws.clock.advance(1_000);
  expect(await user.end(patient)).toMatchObject({ Status: "SUCCEEDED", Result: '"second"' });
});

const stepEvents = ["StepStarted", "StepSucceeded"];

test.each([
  ["before", [...stepEvents, "InvocationCompleted", ...stepEvents, "InvocationCompleted"]],
  ["after", [...stepEvents, ...stepEvents, "InvocationCompleted", "InvocationCompleted"]],
])("a function crashes %s its second checkpoint, and is invoked again", async (when, events) => {
  await arm({ kind: "function-crash", function: "scripted", atCheckpoint: 2, when });
  const step = (Id: string) => ({
    updates: ["START", "SUCCEED"].map((Action) => ({ Id, Type: "STEP", Action })),
  });
  const arn = await user.start("scripted", [step("a"), step("b")]);
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED" });
  expect(await user.eventTypes(arn)).toEqual(["ExecutionStarted", ...events, "ExecutionSucceeded"]);
  const errors = (await user.history(arn))
    .filter(({ EventType }) => EventType === "InvocationCompleted")
    .map((event) => event.InvocationCompletedDetails?.Error?.Payload?.ErrorType);
  expect(errors).toEqual(["Runtime.ExitError", undefined]);
});

test.each([
  [{ kind: "api-rate", operation: "ListClusters" }, /perSecond/],
  [{ kind: "api-throttled", operation: "Nothing" }, /operation: the local AWS has no/],
  [{ kind: "api-error", operation: "ListClutters" }, /operation: the local AWS has no/],
  [{ kind: "api-delay", operation: "ListClusters" }, /delayMs/],
  [{ kind: "function-crash", function: "nobody", atCheckpoint: 1 }, /Function not found/],
  [{ kind: "function-crash", function: "plain", atCheckpoint: 1 }, /not a durable function/],
])("a fault that could not strike is refused: %j", async (fault, message) => {
  const answer = await make("POST", fault);
  expect(answer.ok).toBe(false);
  expect(await answer.text()).toMatch(message);
});
