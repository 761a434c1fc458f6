import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { Database } from "./database.ts";
import type { LocalAwsOptions } from "./options.ts";
import { runsAs } from "./runs-as.ts";
import { startLocalAws } from "./start.ts";
import { durableFunction, plainFunction } from "./test/lambda/functions.ts";
import { LambdaUser } from "./test/lambda/lambda-user.ts";
import { spawnCli } from "./test/spawn-cli.ts";
import { spawnTestAws } from "./test/spawn-test-aws.ts";
import { startTestAws } from "./test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "./test/temporary-folder.ts";

const patience = { timeout: 20_000, interval: 20 };

let dataDir: string;
const undo: (() => unknown)[] = [];
beforeEach(() => {
  dataDir = temporaryFolder();
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  removeFolder(dataDir);
});

async function startCommand(options: Partial<LocalAwsOptions>) {
  const cli = await spawnTestAws(dataDir, options);
  // Ended well if it still runs, so that it ends DynamoDB as well.
  undo.push(() => cli.terminate());
  return { cli, user: userOf(cli) };
}

/** The next server on the folder, in this process. */
async function startNext(options: Parameters<typeof startTestAws>[0]) {
  const aws = await startTestAws({ ...options, dataDir });
  undo.push(() => aws.close());
  return { aws, user: userOf(aws) };
}

function userOf(aws: ConstructorParameters<typeof LambdaUser>[0]): LambdaUser {
  const user = new LambdaUser(aws);
  undo.push(() => user.close());
  return user;
}

/** The processes of functions, as the server recorded them. */
async function hosts(): Promise<{ pid: number; mark: string }[]> {
  const db = new Database(join(dataDir, "aws.sqlite"));
  const rows = db.all<{ pid: number; mark: string }>("SELECT pid, mark FROM lambda_hosts");
  await db.close();
  return rows;
}

async function untilGone(processes: { pid: number; mark: string }[]): Promise<void> {
  expect(processes.length).toBeGreaterThan(0);
  const running = () => processes.filter(({ pid, mark }) => runsAs(pid, mark));
  await expect.poll(running, patience).toEqual([]);
}

test("a second server on the folder is told who has it, and after kill -9 all goes on", async () => {
  const options = { functions: [durableFunction("blocked"), durableFunction("pausing")] };
  const first = await startCommand(options);
  await expect(startLocalAws({ dataDir })).rejects.toThrow(
    `${dataDir} is in use by another local AWS (pid ${first.cli.pid})`,
  );
  const pausing = await first.user.start("pausing");
  await first.user.until(pausing, "InvocationCompleted");
  const blocked = await first.user.start("blocked");
  await first.user.untilNoted("blocked");
  await first.cli.kill();
  const leftovers = await hosts();

  const { user } = await startNext(options);
  await untilGone(leftovers);
  const blockedTwice = () => user.notes().filter((note) => note === "blocked").length;
  await expect.poll(blockedTwice, patience).toBe(2);
  writeFileSync(join(dataDir, "go"), "");
  expect(await user.end(blocked)).toMatchObject({ Status: "SUCCEEDED", Result: '"done"' });
  expect(await user.end(pausing)).toMatchObject({ Status: "SUCCEEDED", Result: '"paused"' });
  expect(user.notes().toSorted()).toEqual([
    "after the pause",
    "before the pause",
    "blocked",
    "blocked",
    "one",
    "three",
  ]);
  const completed = (await user.history(blocked)).filter(
    ({ EventType }) => EventType === "InvocationCompleted",
  );
  expect(
    completed.map((event) => event.InvocationCompletedDetails?.Error?.Payload?.ErrorType),
  ).toEqual(["Runtime.ExitError", undefined]);
});

test("after kill -9 an accepted asynchronous invocation is run again", async () => {
  const options = { functions: [plainFunction] };
  const first = await startCommand(options);
  const payload = { note: "accepted", hang: true };
  await first.user.invoke("plain", payload, { InvocationType: "Event" });
  await first.user.untilNoted("accepted");
  await first.cli.kill();
  const { user } = await startNext(options);
  await expect.poll(() => user.notes(), patience).toEqual(["accepted", "accepted"]);
});

test("the command ends cleanly on SIGTERM, and its processes with it", async () => {
  const { cli, user } = await startCommand({ functions: [plainFunction] });
  await user.invoke("plain", {});
  const running = await hosts();
  expect(await cli.terminate()).toBe(0);
  await untilGone(running);
});

test("what is wrong is one clear line", async () => {
  const config = join(dataDir, "none.json");
  expect(existsSync(config)).toBe(false);
  await expect(spawnCli(["--config", config])).rejects.toThrow(
    /^local-aws: cannot read the configuration .*none\.json: ENOENT[^\n]*$/,
  );
  await expect(spawnCli(["--confi", config])).rejects.toThrow(
    /^local-aws: Unknown option '--confi'; usage: npm run local-aws -- [^\n]*$/,
  );
  expect((await spawnCli(["--help"])).endpoint).toMatch(/^usage: npm run local-aws -- /);
  const rest = ["--config", config];
  // As with a variable of the shell that is not set.
  await expect(spawnCli([...rest, "--data-dir", ""])).rejects.toThrow(
    /^local-aws: --data-dir must name a folder$/,
  );
  await expect(spawnCli([...rest, "--port", ""])).rejects.toThrow(
    /^local-aws: --port must be a number from 0 to 65535, not ""$/,
  );
});
