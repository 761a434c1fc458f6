import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
} from "@aws-sdk/client-dynamodb";
import { waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";

import { Database } from "./database.ts";
import { freeAddress } from "./dynamodb/free-address.ts";
import { ManualClock } from "./manual-clock.ts";
import type { LocalAwsOptions } from "./options.ts";
import { startLocalAws } from "./start.ts";
import { EcsUser } from "./test/ecs-user.ts";
import { plainFunction } from "./test/lambda/functions.ts";
import { LambdaUser } from "./test/lambda/lambda-user.ts";
import { spawnTestAws } from "./test/spawn-test-aws.ts";
import { startTestAws, type TestAws } from "./test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "./test/temporary-folder.ts";

let dataDir: string;
const undo: (() => unknown)[] = [];
beforeEach(() => {
  dataDir = temporaryFolder();
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  removeFolder(dataDir);
});

async function start(options: Partial<LocalAwsOptions> & { clock?: ManualClock } = {}) {
  const aws = await startTestAws({ dataDir, ...options });
  undo.push(() => aws.close());
  return aws;
}

function dynamoDbOf({ client }: Pick<TestAws, "client">): DynamoDBClient {
  const dynamoDb = new DynamoDBClient(client);
  undo.push(() => dynamoDb.destroy());
  return dynamoDb;
}

function ecsUserOf({ client }: Pick<TestAws, "client">): EcsUser {
  const user = new EcsUser(client);
  undo.push(() => user.close());
  return user;
}

/** Saves its work in the table `saved` when it is told to end. */
const savingTask = join(import.meta.dirname, "test/saving-task.ts");

async function createSavedTable(dynamoDb: DynamoDBClient): Promise<void> {
  const id = { AttributeName: "id" };
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: "saved",
      KeySchema: [{ ...id, KeyType: "HASH" }],
      AttributeDefinitions: [{ ...id, AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
}

async function isSaved(dynamoDb: DynamoDBClient): Promise<boolean> {
  const key = { TableName: "saved", Key: { id: { S: "work" } } };
  return (await dynamoDb.send(new GetItemCommand(key))).Item !== undefined;
}

test("all services answer on one port, and the folder is made", async () => {
  const aws = await start({ dataDir: join(dataDir, "new"), functions: [plainFunction] });
  const { client } = new LambdaUser(aws);
  undo.push(() => client.destroy());
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 5 }, { FunctionName: "plain" });
  expect(await dynamoDbOf(aws).send(new ListTablesCommand())).toMatchObject({ TableNames: [] });
});

test("with any port, the next start takes the same: tasks that outlive a server know no other", async () => {
  const first = await startLocalAws({ dataDir });
  await first.close();
  const second = await startLocalAws({ dataDir });
  undo.push(() => second.close());
  expect(second.endpoint).toBe(first.endpoint);
});

test("with any port, one that is taken meanwhile is no hindrance", async () => {
  const first = await startLocalAws({ dataDir });
  await first.close();
  const other = createServer().listen(Number(new URL(first.endpoint).port), "127.0.0.1");
  undo.push(() => other.close());
  await once(other, "listening");
  const second = await startLocalAws({ dataDir });
  undo.push(() => second.close());
  expect(second.endpoint).not.toBe(first.endpoint);
});

test("a task that outlives its server on another port does its work through the old one, until it ends", async () => {
  const options = { tasks: [{ family: "worker", command: ["node", savingTask] }] };
  const first = await spawnTestAws(dataDir, options);
  undo.push(() => first.terminate());
  await createSavedTable(dynamoDbOf(first));
  const firstUser = ecsUserOf(first);
  const task = await firstUser.run("", { overrides: {} });
  await firstUser.untilPrinted(task, "up");
  await first.kill();

  const next = await start({ ...options, port: (await freeAddress()).port });
  expect(next.endpoint).not.toBe(first.endpoint);
  const answers = () =>
    fetch(first.endpoint).then(
      () => true,
      () => false,
    );
  expect(await answers()).toBe(true);
  const nextUser = ecsUserOf(next);
  await nextUser.stop(task);
  expect(await nextUser.until(task, "STOPPED")).toMatchObject({ containers: [{ exitCode: 0 }] });
  expect(await isSaved(dynamoDbOf(next))).toBe(true);
  await expect.poll(answers, { timeout: 10_000 }).toBe(false);
});

test("a folder that cannot be made is said to be", async () => {
  writeFileSync(join(dataDir, "file"), "");
  await expect(startLocalAws({ dataDir: join(dataDir, "file", "data") })).rejects.toThrow(
    /^cannot use the data folder: /,
  );
});

test("a DynamoDB that is named by no URL is told so at the start, not at every call", async () => {
  const environment = { AWS_ENDPOINT_URL_DYNAMODB: "localhost:8000" };
  await expect(startLocalAws({ dataDir, environment })).rejects.toThrow(
    'AWS_ENDPOINT_URL_DYNAMODB must be a URL such as http://127.0.0.1:8000, not "localhost:8000"',
  );
});

test("a rule whose target does not exist is named, with what is wrong", async () => {
  const rules = [{ name: "lost", pattern: { source: ["shop"] }, function: "nobody" }];
  await expect(startLocalAws({ dataDir, rules })).rejects.toThrow(
    /^rule lost: its target "nobody": Function not found: /,
  );
});

test("closing lets tasks save their work first, which is there after the next start", async () => {
  const options = { tasks: [{ family: "worker", command: ["node", savingTask] }] };
  const first = await startTestAws({ ...options, dataDir });
  await createSavedTable(dynamoDbOf(first));
  const user = ecsUserOf(first);
  const task = await user.run("", { overrides: {} });
  await user.untilPrinted(task, "up");
  await first.close();

  const next = await start(options);
  expect(await isSaved(dynamoDbOf(next))).toBe(true);
  const nextUser = ecsUserOf(next);
  expect(await nextUser.lines(task)).toEqual(["up", "saved"]);
  expect(await nextUser.until(task, "STOPPED")).toMatchObject({ containers: [{ exitCode: 0 }] });
});

test("a start that fails half-way says what failed, and leaves nothing open", async () => {
  const tasks = [{ family: "worker", command: ["true"] }];
  const first = await startTestAws({ dataDir, tasks, ecsPace: 1 });
  const user = ecsUserOf(first);
  await user.run("exit 0");
  await first.close();
  const spoil = async (record: string) => {
    const db = new Database(join(dataDir, "aws.sqlite"));
    const spoilt = db.get<{ record: string }>("SELECT record FROM ecs_tasks");
    db.write(() => db.run("UPDATE ecs_tasks SET record = ?", record));
    await db.close();
    return spoilt?.record ?? "";
  };
  const record = await spoil("{");
  await expect(start({ tasks })).rejects.toThrow(`ECS cannot go on with what is in ${dataDir}: `);

  await spoil(record);
  const next = await start({ tasks });
  expect(await dynamoDbOf(next).send(new ListTablesCommand())).toMatchObject({ TableNames: [] });
});
