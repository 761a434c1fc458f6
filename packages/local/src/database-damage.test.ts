import { appendFileSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, expect, test } from "vitest";

import { EcsUser } from "./test/ecs-user.ts";
import { spawnTestAws } from "./test/spawn-test-aws.ts";
import { removeFolder, temporaryFolder } from "./test/temporary-folder.ts";

const logGroupName = "g";
const logStreamName = "s";
const page = 4_096;
const damaged =
  /^local-aws: cannot use \S+aws\.sqlite: [^\n]+; it is damaged and was left as it is: put back a copy of the data folder, or choose another$/;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function start(dataDir: string) {
  const server = await spawnTestAws(dataDir, {
    tasks: [{ family: "worker", command: ["true"] }],
  });
  undo.push(() => server.terminate());
  const logs = new CloudWatchLogsClient(server.client);
  const dynamo = new DynamoDBClient(server.client);
  const ecs = new EcsUser(server.client);
  undo.push(
    () => logs.destroy(),
    () => dynamo.destroy(),
    () => ecs.close(),
  );
  return { server, logs, dynamo, ecs };
}

async function startNew() {
  const dataDir = temporaryFolder();
  undo.push(() => removeFolder(dataDir));
  return { dataDir, ...(await start(dataDir)) };
}

/** A line a request, so that each is a commit. */
async function put(logs: CloudWatchLogsClient, messages: string[]): Promise<void> {
  for (const message of messages) {
    const logEvents = [{ timestamp: Date.now(), message }];
    await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
  }
}

async function lines(logs: CloudWatchLogsClient) {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  return events.map(({ message }) => message);
}

/** So long that most pages of the database are nothing else. */
const old = ["1", "2", "3", "4"].map((line) => line.repeat(100_000));

/** A server that was killed, with the old lines in its database and the rest in the log of it. */
async function killed(): Promise<string> {
  const first = await startNew();
  await first.logs.send(new CreateLogGroupCommand({ logGroupName }));
  await first.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  await put(first.logs, old);
  await first.server.terminate();
  const second = await start(first.dataDir);
  await put(second.logs, ["a", "b", "c", "d"]);
  await second.server.kill();
  return first.dataDir;
}

const accepted = [...old, "a", "b", "c", "d"];

function overwrite(file: string, from: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, from);
  writeFileSync(file, content);
}

const filesOf = (dataDir: string) =>
  readdirSync(dataDir)
    .filter((name) => /^aws\.sqlite(-wal)?$/.test(name))
    .map((name) => [name, readFileSync(join(dataDir, name)).toString("base64")]);

const garbage = (bytes: number) => Buffer.alloc(bytes, "garbage ");

test.each([
  { what: "half a frame", tail: (log: Buffer) => log.subarray(32, 32 + page / 2) },
  { what: "garbage", tail: () => garbage(3 * page) },
  { what: "zeros", tail: () => Buffer.alloc(3 * page) },
])("$what where the last write began is left out, and nothing else", async ({ tail }) => {
  const dataDir = await killed();
  const log = join(dataDir, "aws.sqlite-wal");
  appendFileSync(log, tail(readFileSync(log)));
  const next = await start(dataDir);
  expect(await lines(next.logs)).toEqual(accepted);
  await put(next.logs, ["after"]);
  await next.server.kill();
  const last = await start(dataDir);
  expect(await lines(last.logs)).toEqual([...accepted, "after"]);
});

test("a last commit that a power cut left in pieces is left out, and nothing else", async () => {
  const dataDir = await killed();
  const log = join(dataDir, "aws.sqlite-wal");
  overwrite(log, statSync(log).size - page, garbage(page));
  const next = await start(dataDir);
  expect(await lines(next.logs)).toEqual(accepted.slice(0, -1));
});

test.each([
  {
    what: "a database that was cut short",
    damage: (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 3 * page)),
  },
  {
    what: "a page of garbage that nobody has read yet",
    damage: (file: string) => {
      const pages = statSync(file).size / page;
      overwrite(file, Math.floor(pages * 0.7) * page, garbage(page));
    },
  },
  {
    what: "a broken commit that others follow",
    damage: (file: string) => overwrite(`${file}-wal`, 32 + 24 + 100, garbage(16)),
  },
])("$what is not used: a line says so, and the files stay as they are", async ({ damage }) => {
  const dataDir = await killed();
  damage(join(dataDir, "aws.sqlite"));
  const before = filesOf(dataDir);
  await expect(start(dataDir)).rejects.toThrow(damaged);
  expect(filesOf(dataDir)).toEqual(before);
});

test("a database that is none is not used, however well the server before ended", async () => {
  const { dataDir, server } = await startNew();
  await server.terminate();
  overwrite(join(dataDir, "aws.sqlite"), 0, garbage(page));
  const before = filesOf(dataDir);
  await expect(start(dataDir)).rejects.toThrow(damaged);
  expect(filesOf(dataDir)).toEqual(before);
});

test("a damaged database of DynamoDB is not used either", async () => {
  const { dataDir, server, dynamo } = await startNew();
  const key = { AttributeName: "id" };
  await dynamo.send(
    new CreateTableCommand({
      TableName: "things",
      KeySchema: [{ ...key, KeyType: "HASH" }],
      AttributeDefinitions: [{ ...key, AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  await server.terminate();
  const file = join(dataDir, "dynamodb.sqlite");
  const whole = readFileSync(file);
  overwrite(file, 0, garbage(page));
  const before = readFileSync(file);
  await expect(start(dataDir)).rejects.toThrow(
    /^local-aws: DynamoDB cannot go on with what is in .+: [^\n]+$/,
  );
  expect(readFileSync(file).equals(before)).toBe(true);
  writeFileSync(file, whole);
  const next = await start(dataDir);
  const { TableNames } = await next.dynamo.send(new ListTablesCommand({}));
  expect(TableNames).toEqual(["things"]);
});

test.each(["", "1", "garbage\n"])(
  "an exit code of which %j is on disk is not believed",
  async (half) => {
    const { dataDir, server, ecs } = await startNew();
    const go = join(dataDir, "go");
    const arn = await ecs.run(`echo up; until [ -e ${go} ]; do sleep 0.01; done; exit 143`);
    await ecs.untilPrinted(arn, "up");
    await server.kill();
    writeFileSync(go, "");
    const exitCode = join(dataDir, "tasks", arn.split("/").at(-1) ?? "", "exit.code");
    await expect.poll(() => readFileSync(exitCode, "utf8")).toBe("143\n");
    writeFileSync(exitCode, half);
    const next = await start(dataDir);
    const { containers, stoppedReason } = await next.ecs.until(arn, "STOPPED");
    expect(containers?.[0]?.exitCode).toBeUndefined();
    expect(stoppedReason).toMatch(/^ECS is performing maintenance/);
  },
);

test("a task's output with half a line at its end is taken as it is", async () => {
  const { dataDir, server, ecs } = await startNew();
  const arn = await ecs.run("echo up; printf 'half a l'; exec sleep 1000");
  await ecs.untilPrinted(arn, "up");
  await server.kill();
  const folder = join(dataDir, "tasks", arn.split("/").at(-1) ?? "");
  process.kill(-Number(readFileSync(join(folder, "pid"), "utf8")), "SIGKILL");
  appendFileSync(join(folder, "output.log"), Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0xc3]));
  const next = await start(dataDir);
  await next.ecs.until(arn, "STOPPED");
  expect(await next.ecs.lines(arn)).toEqual(["up", "half a l\ufffd\ufffd\0", "\ufffd"]);
});
