import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
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
  [{ kind: "api-error", operation: "ListClutters" }, /operation: the local AWS has no/],
  [{ kind: "api-delay", operation: "ListClusters" }, /delayMs/],
  [{ kind: "function-crash", function: "nobody", atCheckpoint: 1 }, /Function not found/],
  [{ kind: "function-crash", function: "plain", atCheckpoint: 1 }, /not a durable function/],
])("a fault that could not strike is refused: %j", async (fault, message) => {
  const answer = await make("POST", fault);
  expect(answer.ok).toBe(false);
  expect(await answer.text()).toMatch(message);
});
