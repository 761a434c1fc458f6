import { readFileSync } from "node:fs";
import { join } from "node:path";

import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, expect, test } from "vitest";

import { runsAs } from "../runs-as.ts";
import { spawnTestAws } from "../test/spawn-test-aws.ts";
import { startTestAws } from "../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";

const TableName = "things";
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function clientOf(config: { endpoint: string; region: string }): DynamoDBClient {
  const client = new DynamoDBClient(config);
  undo.push(() => client.destroy());
  return client;
}

function newFolder(): string {
  const dataDir = temporaryFolder();
  undo.push(() => removeFolder(dataDir));
  return dataDir;
}

async function start(dataDir = newFolder()) {
  const aws = await startTestAws({ dataDir });
  undo.push(() => aws.close());
  return { aws, client: clientOf(aws.client) };
}

async function createTable(client: DynamoDBClient) {
  const key = { AttributeName: "id" };
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ ...key, KeyType: "HASH" }],
      AttributeDefinitions: [{ ...key, AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
}

const put = (client: DynamoDBClient, id: string) =>
  client.send(new PutItemCommand({ TableName, Item: { id: { S: id } } }));

async function has(client: DynamoDBClient, id: string) {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
  return Item !== undefined;
}

const pidIn = (dataDir: string) => Number(readFileSync(join(dataDir, "dynamodb.pid"), "utf8"));

test("transactions and their typed errors come through the one endpoint", async () => {
  const { client } = await start();
  await createTable(client);
  const items = (condition?: string) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: ["a", "b"].map((id) => ({
          Put: { TableName, Item: { id: { S: id } }, ConditionExpression: condition },
        })),
      }),
    );
  await items("attribute_not_exists(id)");
  expect(await has(client, "b")).toBe(true);
  await expect(items("attribute_not_exists(id)")).rejects.toMatchObject({
    name: "TransactionCanceledException",
    CancellationReasons: [{ Code: "ConditionalCheckFailed" }, { Code: "ConditionalCheckFailed" }],
  });
});

test("a killed engine comes back with all that it acknowledged", async () => {
  const { aws, client } = await start();
  await createTable(client);
  await put(client, "before");
  const killed = pidIn(aws.dataDir);
  process.kill(killed, "SIGKILL");
  await expect.poll(() => has(client, "before").catch(() => false)).toBe(true);
  await put(client, "after");
  expect(pidIn(aws.dataDir)).not.toBe(killed);
});

test("the engine ends with its server, even one that is killed, and the next has all that it acknowledged", async () => {
  const dataDir = newFolder();
  const first = await spawnTestAws(dataDir);
  undo.push(() => first.terminate());
  const client = clientOf(first.client);
  await createTable(client);
  await put(client, "kept");
  const engine = pidIn(dataDir);
  expect(runsAs(engine, dataDir)).toBe(true);
  await first.kill();
  await expect.poll(() => runsAs(engine, dataDir), { timeout: 10_000 }).toBe(false);

  const second = await start(dataDir);
  expect(await has(second.client, "kept")).toBe(true);
});

test("closing ends the engine", async () => {
  const aws = await startTestAws();
  const pid = pidIn(aws.dataDir);
  expect(runsAs(pid, aws.dataDir)).toBe(true);
  await aws.close();
  expect(runsAs(pid, aws.dataDir)).toBe(false);
});
