import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  paginateFilterLogEvents,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, test } from "vitest";

import { accountOfExecutions, accountOfTasks } from "./random-kill/account.ts";
import { Caller } from "./random-kill/caller.ts";
import { checkExecution } from "./random-kill/check-execution.ts";
import { checkTasks } from "./random-kill/check-tasks.ts";
import { effectsIn, taskLinesIn } from "./random-kill/effects.ts";
import { printedBy } from "./random-kill/printed-by.ts";
import { optionsOf } from "./random-kill/workload.ts";
import { canFillDisks, limitedFolder, smallDisk, type FullDisk } from "./test/full-disk.ts";
import { spawnTestAws } from "./test/spawn-test-aws.ts";
import { removeFolder, temporaryFolder } from "./test/temporary-folder.ts";

const logGroupName = "g";
const logStreamName = "s";
const TableName = "things";
const { mounting, limiting } = canFillDisks();
const refusal = {
  $metadata: { httpStatusCode: 500 },
  message: expect.stringMatching(/cannot write to .*Make room on its disk, then try again/),
};
const patience = { timeout: 20_000 };

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** `notes`: where handlers and tasks leave what they did, on a disk with room. */
async function start(dataDir: string, notes = dataDir) {
  const environment = { TEST_DIR: notes };
  const server = await spawnTestAws(dataDir, { ...optionsOf(notes), environment });
  undo.push(() => server.terminate());
  const logs = new CloudWatchLogsClient(server.client);
  undo.push(() => logs.destroy());
  return { server, logs };
}

async function startNew(disk: FullDisk, notes?: string) {
  undo.push(() => disk.remove());
  const started = await start(disk.dataDir, notes);
  await started.logs.send(new CreateLogGroupCommand({ logGroupName }));
  await started.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  return started;
}

function put(logs: CloudWatchLogsClient, message: string) {
  const logEvents = [{ timestamp: Date.now(), message }];
  return logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
}

/** Returns what was accepted before: the log of the database may have room of its own. */
async function putUntilRefused(logs: CloudWatchLogsClient): Promise<string[]> {
  const accepted: string[] = [];
  const putAll = async (): Promise<never> => {
    for (let count = 1; ; count += 1) {
      const message = `refused ${count} ${"x".repeat(100_000)}`;
      await put(logs, message);
      accepted.push(message);
    }
  };
  await expect(putAll()).rejects.toMatchObject(refusal);
  return accepted;
}

async function lines(logs: CloudWatchLogsClient) {
  const messages: (string | undefined)[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, { logGroupName })) {
    messages.push(...events.map(({ message }) => message));
  }
  return messages;
}

describe.each([
  { kind: "a disk without room", newDisk: () => smallDisk(8), isPossible: mounting },
  { kind: "a limit of the system", newDisk: limitedFolder, isPossible: limiting },
])("$kind", ({ newDisk, isPossible }) => {
  test.skipIf(!isPossible)("is a clear error to whoever writes, and no end", async () => {
    const disk = newDisk();
    const { server, logs } = await startNew(disk);
    await put(logs, "before");
    disk.fill(server.pid);
    const accepted = await putUntilRefused(logs);
    await expect(put(logs, "not begun")).rejects.toMatchObject(refusal);
    disk.makeRoom(server.pid);
    await put(logs, "after");
    const kept = await lines(logs);
    // What was refused at its commit may be there, as after any 500; what came later is not.
    const next = `refused ${accepted.length + 1} `;
    expect(kept.filter((line) => line?.startsWith(next) === false)).toEqual([
      "before",
      ...accepted,
      "after",
    ]);

    await server.kill();
    const { logs: again } = await start(disk.dataDir);
    expect(await lines(again)).toEqual(kept);
  });

  test.skipIf(!isPossible)("loses nothing of what was accepted when the server dies", async () => {
    const disk = newDisk();
    const { server, logs } = await startNew(disk);
    await put(logs, "before");
    disk.fill(server.pid);
    const accepted = await putUntilRefused(logs);
    await server.kill();
    disk.makeRoom();
    const next = await start(disk.dataDir);
    expect(await lines(next.logs)).toEqual(["before", ...accepted]);
  });

  test.skipIf(!isPossible)("delays executions and tasks, which end well", async () => {
    const disk = newDisk();
    const notes = temporaryFolder();
    undo.push(() => removeFolder(notes));
    const { server, logs } = await startNew(disk, notes);
    const caller = new Caller(server.client, notes);
    undo.push(() => caller.close());
    const kinds = ["steps", "once", "poll", "fan", "task"] as const;
    const all = kinds.map((kind) => caller.see({ name: kind, kind, ticks: 3 }));
    await expect.poll(() => taskLinesIn(notes), patience).toHaveLength(1);
    disk.fill(server.pid);
    await putUntilRefused(logs);
    const before = effectsIn(notes).length;
    // The task ends meanwhile.
    await expect.poll(() => taskLinesIn(notes), patience).toHaveLength(2);
    await expect(put(logs, "refused")).rejects.toMatchObject(refusal);
    disk.makeRoom(server.pid);
    await Promise.all(all);

    const executions = await accountOfExecutions(server.client);
    const effects = effectsIn(notes);
    expect(effects.length).toBeGreaterThan(before);
    expect(executions.flatMap((execution) => checkExecution(execution, effects))).toEqual([]);
    const tasks = await accountOfTasks(server.client);
    expect(tasks.map(({ task }) => task.containers?.[0]?.exitCode)).toEqual([0]);
    const printed = (taskArn: string) => printedBy(disk.dataDir, taskArn);
    const evidence = { lines: taskLinesIn(notes), printed, hit: new Set<string>() };
    expect(checkTasks(tasks, executions, evidence)).toEqual([]);
  });
});

test.skipIf(!mounting)(
  "DynamoDB says so too, keeps what it accepted, and goes on with room",
  async () => {
    const disk = smallDisk(8);
    const { server } = await startNew(disk);
    const dynamo = new DynamoDBClient(server.client);
    undo.push(() => dynamo.destroy());
    const key = { AttributeName: "id" };
    await dynamo.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ ...key, KeyType: "HASH" }],
        AttributeDefinitions: [{ ...key, AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
    const putItem = (id: string) => {
      const Item = { id: { S: id }, body: { S: "x".repeat(20_000) } };
      return dynamo.send(new PutItemCommand({ TableName, Item }));
    };
    const ids = async () => {
      const { Items = [] } = await dynamo.send(new ScanCommand({ TableName }));
      return new Set(Items.map(({ id }) => id?.S));
    };
    await putItem("before");
    disk.fill(server.pid);
    await expect(putItem("refused")).rejects.toMatchObject(refusal);
    await expect(putItem("refused too")).rejects.toMatchObject(refusal);
    expect(await ids()).toEqual(new Set(["before"]));
    disk.makeRoom();
    await putItem("after");
    expect(await ids()).toEqual(new Set(["before", "after"]));
  },
);

test.skipIf(!mounting)("a start on a full disk says so in a line", async () => {
  const disk = smallDisk(8);
  const { server, logs } = await startNew(disk);
  await put(logs, "before");
  await server.kill();
  disk.fill(server.pid);
  await expect(start(disk.dataDir)).rejects.toThrow(
    /^local-aws: cannot use \S+aws\.sqlite: [^\n]+; make room on its disk, then start again$/,
  );
  disk.makeRoom();
  const next = await start(disk.dataDir);
  expect(await lines(next.logs)).toEqual(["before"]);
});
