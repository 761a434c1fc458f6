import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, expect, test } from "vitest";

import { Database } from "../database.ts";
import { ManualClock } from "../manual-clock.ts";
import { runsAs } from "../runs-as.ts";
import { EcsUser } from "../test/ecs-user.ts";
import { invocationsIn, recorder } from "../test/invocations.ts";
import { spawnTestAws } from "../test/spawn-test-aws.ts";
import { startTestAws } from "../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";

const options = {
  tasks: [{ family: "worker", command: ["true"] }],
  functions: [recorder("task-state")],
  rules: [{ name: "tasks", pattern: { source: ["aws.ecs"] }, function: "task-state" }],
};
const patience = { timeout: 10_000 };
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function userOf(config: ConstructorParameters<typeof EcsUser>[0]): EcsUser {
  const user = new EcsUser(config);
  undo.push(() => user.close());
  return user;
}

function newFolder(): string {
  const dataDir = temporaryFolder();
  undo.push(() => removeFolder(dataDir));
  return dataDir;
}

async function firstServer(ecsPace = 0) {
  const dataDir = newFolder();
  const server = await spawnTestAws(dataDir, { ...options, ecsPace });
  undo.push(() => server.terminate());
  return { dataDir, server, user: userOf(server.client) };
}

async function nextServer(dataDir: string, clock = new ManualClock()) {
  const aws = await startTestAws({ ...options, dataDir, clock });
  undo.push(() => aws.close());
  return { aws, user: userOf(aws.client) };
}

/** Goes on when the file is there, and prints so. */
const waitFor = (file: string) => `until [ -e ${file} ]; do sleep 0.01; done; echo went on`;

const fileOf = (dataDir: string, taskArn: string, name: string) =>
  join(dataDir, "tasks", taskArn.split("/").at(-1) ?? "", name);

const pidOf = (dataDir: string, taskArn: string) =>
  Number(readFileSync(fileOf(dataDir, taskArn, "pid"), "utf8"));

/** As the events told of them. */
const statesOf = (dataDir: string, taskArn: string) =>
  invocationsIn(dataDir)
    .filter(({ event }) => event.resources[0] === taskArn)
    .map(({ event }) => event.detail["lastStatus"]);

test("a task outlives a killed server, is found again, and its lines come once", async () => {
  const { dataDir, server, user } = await firstServer();
  const go = join(dataDir, "go");
  const away = join(dataDir, "away");
  const arn = await user.run(`echo before; ${waitFor(away)}; ${waitFor(go)}; exit 5`);
  await user.untilPrinted(arn, "before");
  await server.kill();
  writeFileSync(away, "");

  const next = await nextServer(dataDir);
  await next.user.untilPrinted(arn, "went on");
  expect((await next.user.describe(arn))?.lastStatus).toBe("RUNNING");
  writeFileSync(go, "");
  expect(await next.user.until(arn, "STOPPED")).toMatchObject({
    stopCode: "EssentialContainerExited",
    containers: [{ exitCode: 5 }],
  });
  expect(await next.user.lines(arn)).toEqual(["before", "went on", "went on"]);
  await expect.poll(() => statesOf(dataDir, arn), patience).toContain("STOPPED");
  const events = invocationsIn(dataDir).filter(({ event }) => event.resources[0] === arn);
  // Only what was under way when the server died may come twice, as the same event.
  const running = events.filter(({ event }) => event.detail["lastStatus"] === "RUNNING");
  expect(new Set(running.map(({ event }) => event.id)).size).toBe(1);
});

test("a task that ended while no server ran has its own exit code", async () => {
  const { dataDir, server, user } = await firstServer();
  const go = join(dataDir, "go");
  const arn = await user.run(`echo up; ${waitFor(go)}; exit 6`);
  await user.untilPrinted(arn, "up");
  await server.kill();
  writeFileSync(go, "");
  await expect.poll(() => readFileSync(fileOf(dataDir, arn, "exit.code"), "utf8")).toBe("6\n");

  const next = await nextServer(dataDir);
  expect(await next.user.until(arn, "STOPPED")).toMatchObject({ containers: [{ exitCode: 6 }] });
  expect(await next.user.lines(arn)).toEqual(["up", "went on"]);
});

test("an adopted task is stopped like any other, and its shell's death is noticed", async () => {
  const { dataDir, server, user } = await firstServer();
  const stopped = await user.run("trap 'exit 4' TERM; echo up; while true; do sleep 0.01; done");
  const killed = await user.run("echo up; exec sleep 1000");
  for (const arn of [stopped, killed]) await user.untilPrinted(arn, "up");
  await server.kill();

  const next = await nextServer(dataDir);
  await next.user.stop(stopped);
  expect(await next.user.until(stopped, "STOPPED")).toMatchObject({
    containers: [{ exitCode: 4 }],
  });
  process.kill(pidOf(dataDir, killed), "SIGKILL");
  expect(await next.user.until(killed, "STOPPED")).toMatchObject({
    stopCode: "EssentialContainerExited",
    containers: [{ exitCode: 137 }],
  });
});

test("a task whose shell died with the server is lost with its host, and nothing of it runs on", async () => {
  const { dataDir, server, user } = await firstServer();
  const arn = await user.run("echo $$; exec sleep 1000");
  await expect.poll(() => user.lines(arn).catch(() => [])).toHaveLength(1);
  const program = Number((await user.lines(arn))[0]);
  await server.kill();
  const shell = pidOf(dataDir, arn);
  process.kill(shell, "SIGKILL");
  await expect.poll(() => runsAs(shell, "sh")).toBe(false);
  expect(runsAs(program, "sleep")).toBe(true);

  const next = await nextServer(dataDir);
  const task = await next.user.until(arn, "STOPPED");
  expect(task.stoppedReason).toMatch(/^ECS is performing maintenance/);
  expect(task.stopCode).toBeUndefined();
  await expect.poll(() => runsAs(program, "sleep")).toBe(false);
});

test("closing ends the tasks, which the next server tells of as of a lost host", async () => {
  const first = await nextServer(newFolder());
  const { dataDir } = first.aws;
  const arn = await first.user.run(
    "trap 'echo saved; exit 0' TERM; echo up; while true; do sleep 0.01; done",
  );
  await first.user.untilPrinted(arn, "up");
  undo.splice(1);
  first.user.close();
  await first.aws.close();
  expect(statesOf(dataDir, arn)).not.toContain("DEACTIVATING");

  const next = await nextServer(dataDir);
  const task = await next.user.until(arn, "STOPPED");
  expect(task.stoppedReason).toMatch(/^ECS is performing maintenance/);
  expect(task).toMatchObject({ containers: [{ exitCode: 0 }] });
  expect(task.stopCode).toBeUndefined();
  expect(await next.user.lines(arn)).toContain("saved");
  await expect.poll(() => statesOf(dataDir, arn), patience).toContain("STOPPED");
});

test("a task accepted just before a crash is started once, even by two launches", async () => {
  const { dataDir, server, user } = await firstServer();
  const go = join(dataDir, "go");
  const arn = await user.run(`echo up; ${waitFor(go)}`);
  await user.untilPrinted(arn, "up");
  await server.kill();
  // As if the server had died between the start and the word of it.
  const db = new Database(join(dataDir, "aws.sqlite"));
  db.write(() =>
    db.run(
      `UPDATE ecs_tasks SET last_status = 'ACTIVATING',
         record = json_set(json_remove(record, '$.startedAt'), '$.lastStatus', 'ACTIVATING')`,
    ),
  );
  await db.close();

  const next = await nextServer(dataDir);
  await next.user.until(arn, "RUNNING");
  writeFileSync(go, "");
  await next.user.until(arn, "STOPPED");
  expect(await next.user.lines(arn)).toEqual(["up", "went on"]);
});

test("a stop timeout that began before a crash runs on after it", async () => {
  const { dataDir, server, user } = await firstServer();
  const arn = await user.run("trap 'echo told' TERM; echo up; while true; do sleep 0.01; done");
  await user.untilPrinted(arn, "up");
  await user.stop(arn, "enough");
  // The timeout begins with the signal, which the state precedes.
  await user.untilPrinted(arn, "told");
  await server.kill();

  const clock = new ManualClock();
  clock.advance(15_000);
  const next = await nextServer(dataDir, clock);
  expect((await next.user.describe(arn))?.lastStatus).toBe("STOPPING");
  clock.advance(15_000);
  expect(await next.user.until(arn, "STOPPED")).toMatchObject({
    stopCode: "UserInitiated",
    stoppedReason: "enough",
    containers: [{ exitCode: 137 }],
  });
});

test("a kill decided just before a crash is carried out by the next server", async () => {
  const { dataDir, server, user } = await firstServer();
  const arn = await user.run("echo up; exec sleep 1000");
  await user.untilPrinted(arn, "up");
  await server.kill();
  const db = new Database(join(dataDir, "aws.sqlite"));
  db.write(() =>
    db.run("UPDATE ecs_tasks SET record = json_set(record, '$.killSent', json('true'))"),
  );
  await db.close();

  const next = await nextServer(dataDir);
  expect(await next.user.until(arn, "STOPPED")).toMatchObject({
    stopCode: "EssentialContainerExited",
    containers: [{ exitCode: 137 }],
  });
});

test("a stopped task is forgotten after its hour by the next server too, and a folder without a task at once", async () => {
  const { dataDir, server, user } = await firstServer();
  const arn = await user.run("exit 0");
  await user.until(arn, "STOPPED");
  await server.kill();
  const stray = join(dataDir, "tasks", "0".repeat(32));
  mkdirSync(stray);

  const next = await nextServer(dataDir);
  expect(await next.user.describe(arn)).toBeDefined();
  await expect.poll(() => existsSync(stray), patience).toBe(false);
  next.aws.clock.advance(61 * 60_000);
  await expect.poll(() => next.user.describe(arn), patience).toBeUndefined();
});

test("a task accepted but not started before a crash is started by the next server", async () => {
  const { dataDir, server, user } = await firstServer(1);
  const arn = await user.run("echo here");
  await server.kill();

  const next = await nextServer(dataDir);
  await next.user.until(arn, "STOPPED");
  expect(await next.user.lines(arn)).toEqual(["here"]);
});
