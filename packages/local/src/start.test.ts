import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ListTablesCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";

import { Database } from "./database.ts";
import type { LocalAwsOptions } from "./options.ts";
import { runsAs } from "./runs-as.ts";
import { startLocalAws } from "./start.ts";
import { durableFunction, plainFunction } from "./test/lambda/functions.ts";
import { LambdaUser } from "./test/lambda/lambda-user.ts";
import { spawnCli, type CliProcess } from "./test/spawn-cli.ts";

const patience = { timeout: 20_000, interval: 20 };

let folder: string;
let dataDir: string;
const toClose: (() => void | Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "local-start-"));
  dataDir = join(folder, "data");
});
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
  rmSync(folder, { recursive: true, force: true });
});

function client(endpoint: string): LambdaClient {
  const lambda = new LambdaClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  toClose.push(() => lambda.destroy());
  return lambda;
}

/** Starts the command on a configuration file; `kill` is `kill -9`. */
async function startCommand(
  options: Partial<LocalAwsOptions>,
): Promise<CliProcess & { user: LambdaUser }> {
  const config = join(folder, "config.json");
  writeFileSync(config, JSON.stringify({ dataDir, ...options }));
  const cli = await spawnCli(["--config", config]);
  // Ended well, so that it ends DynamoDB as well.
  toClose.push(async () => void (await cli.terminate()));
  return { ...cli, user: new LambdaUser({ client: client(cli.endpoint), dataDir: folder }) };
}

test("all services answer on one port, and the folder is made", async () => {
  const local = await startLocalAws({ dataDir, functions: [plainFunction] });
  toClose.push(() => local.close());
  const lambda = client(local.endpoint);
  const found = await lambda.send(new GetFunctionCommand({ FunctionName: "plain" }));
  expect(found.Configuration).toMatchObject({ FunctionName: "plain", MemorySize: 256 });
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 5 }, { FunctionName: "plain" });
  const dynamoDb = new DynamoDBClient({
    endpoint: local.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  toClose.push(() => dynamoDb.destroy());
  expect(await dynamoDb.send(new ListTablesCommand())).toMatchObject({ TableNames: [] });
});

test("a second server on the folder is refused and told who has it; a killed one leaves no lock", async () => {
  const first = await startCommand({});
  await expect(startLocalAws({ dataDir })).rejects.toThrow(
    `${dataDir} is in use by another local AWS (pid ${first.pid})`,
  );
  await first.kill();
  const next = await startLocalAws({ dataDir });
  toClose.push(() => next.close());
});

test("a folder that cannot be made is said to be", async () => {
  writeFileSync(join(folder, "file"), "");
  await expect(startLocalAws({ dataDir: join(folder, "file", "data") })).rejects.toThrow(
    /^cannot use the data folder: /,
  );
});

test("after kill -9 an execution goes on where it was, and no finished step runs again", async () => {
  const options = {
    functions: [durableFunction("blocked"), durableFunction("pausing")],
    environment: { TEST_DIR: folder },
  };
  const first = await startCommand(options);
  const pausing = await first.user.start("pausing");
  await first.user.until(pausing, "InvocationCompleted");
  const blocked = await first.user.start("blocked");
  await first.user.untilNoted("blocked");
  await first.kill();
  const hosts = hostsIn(dataDir);
  expect(hosts.length).toBeGreaterThan(0);

  const second = await startCommand(options);
  for (const { pid, mark } of hosts)
    await expect.poll(() => runsAs(pid, mark), patience).toBe(false);
  const blockedTwice = () => second.user.notes().filter((note) => note === "blocked").length;
  await expect.poll(blockedTwice, patience).toBe(2);
  writeFileSync(join(folder, "go"), "");
  expect(await second.user.end(blocked)).toMatchObject({ Status: "SUCCEEDED", Result: '"done"' });
  expect(await second.user.end(pausing)).toMatchObject({ Status: "SUCCEEDED", Result: '"paused"' });
  expect(second.user.notes().toSorted()).toEqual([
    "after the pause",
    "before the pause",
    "blocked",
    "blocked",
    "one",
    "three",
  ]);
  const completed = (await second.user.history(blocked)).filter(
    ({ EventType }) => EventType === "InvocationCompleted",
  );
  expect(
    completed.map((event) => event.InvocationCompletedDetails?.Error?.Payload?.ErrorType),
  ).toEqual(["Runtime.ExitError", undefined]);
});

test("after kill -9 an accepted asynchronous invocation is run again", async () => {
  const options = { functions: [plainFunction], environment: { TEST_DIR: folder } };
  const first = await startCommand(options);
  const payload = { note: "accepted", hang: true };
  await first.user.invoke("plain", payload, { InvocationType: "Event" });
  await first.user.untilNoted("accepted");
  await first.kill();
  const second = await startCommand(options);
  await expect.poll(() => second.user.notes(), patience).toEqual(["accepted", "accepted"]);
});

test("the command ends cleanly on SIGTERM, and its processes with it", async () => {
  const cli = await startCommand({ functions: [plainFunction] });
  await cli.user.invoke("plain", {});
  const hosts = hostsIn(dataDir);
  expect(hosts).toHaveLength(1);
  expect(await cli.terminate()).toBe(0);
  for (const { pid, mark } of hosts)
    await expect.poll(() => runsAs(pid, mark), patience).toBe(false);
});

test.each([
  ["no file", undefined, /cannot read the configuration .*ENOENT/],
  ["no JSON", "{", /cannot read the configuration/],
  [
    "a wrong member",
    '{"functions":[{"name":"a b","module":"m","export":"e"}]}',
    /functions\.0\.name/,
  ],
  ["an unknown member", '{"function":[]}', /function/],
])("a bad configuration is one clear line (%s)", async (_name, text, message) => {
  const config = join(folder, "bad.json");
  if (text !== undefined) writeFileSync(config, text);
  await expect(spawnCli(["--config", config])).rejects.toThrow(message);
});

function hostsIn(dir: string): { pid: number; mark: string }[] {
  const db = new Database(join(dir, "aws.sqlite"));
  const hosts = db.all<{ pid: number; mark: string }>("SELECT pid, mark FROM lambda_hosts");
  db.close();
  return hosts;
}
