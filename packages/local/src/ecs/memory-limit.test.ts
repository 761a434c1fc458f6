import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { runsAs } from "../runs-as.ts";
import { EcsUser } from "../test/ecs-user.ts";
import { spawnTestAws } from "../test/spawn-test-aws.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";

const tasks = [{ family: "worker", command: ["true"], memory: 1024 }];
let aws: TestAws;
let user: EcsUser;
beforeAll(async () => {
  aws = await startTestAws({ tasks });
  user = new EcsUser(aws.client);
});
afterAll(async () => {
  user.close();
  await aws.close();
});
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** Overrides that run a Node program, in less memory than the definition has. */
const program = (code: string, { task, container }: { task?: string; container?: number }) => ({
  overrides: {
    memory: task,
    containerOverrides: [{ name: "worker", command: ["node", "-e", code], memory: container }],
  },
});

const outOfMemory = {
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
  containers: [{ exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" }],
};

test("a program that takes more than its task has ends as out of memory", async () => {
  const grow = "const held = []; setInterval(() => held.push(Buffer.alloc(2 ** 25, 1)), 10)";
  const arn = await user.run("", program(grow, { task: "512" }));
  expect(await user.until(arn, "STOPPED")).toMatchObject(outOfMemory);
});

test("the container's own limit counts, for all its processes together, even in groups of their own", async () => {
  const held = "const held = Buffer.alloc(100 * 2 ** 20, 1)";
  const child = JSON.stringify(`${held}; console.log(process.pid); setInterval(() => {}, 1e3)`);
  const spawn = `spawn(process.execPath, ["-e", ${child}], { detached: true, stdio: "inherit" })`;
  const parent = `const { spawn } = require("child_process"); ${spawn}; ${spawn}`;
  const arn = await user.run("", program(parent, { container: 200 }));
  expect(await user.until(arn, "STOPPED")).toMatchObject(outOfMemory);
  const pids = await user.lines(arn);
  expect(pids).toHaveLength(2);
  for (const pid of pids) expect(runsAs(Number(pid), "held")).toBe(false);
});

test("a task that another server started is held to its limit too", async () => {
  const dataDir = temporaryFolder();
  undo.push(() => removeFolder(dataDir));
  const first = await spawnTestAws(dataDir, { tasks });
  undo.push(() => first.terminate());
  const firstUser = new EcsUser(first.client);
  undo.push(() => firstUser.close());
  const go = join(dataDir, "go");
  const wait = `console.log("up");
    const look = setInterval(() => {
      if (!require("fs").existsSync(${JSON.stringify(go)})) return;
      clearInterval(look);
      globalThis.held = Buffer.alloc(600 * 2 ** 20, 1);
      setInterval(() => {}, 1e3);
    }, 10);`;
  const arn = await firstUser.run("", program(wait, { task: "512" }));
  await firstUser.untilPrinted(arn, "up");
  await first.kill();

  const next = await startTestAws({ dataDir, tasks });
  undo.push(() => next.close());
  const nextUser = new EcsUser(next.client);
  undo.push(() => nextUser.close());
  writeFileSync(go, "");
  expect(await nextUser.until(arn, "STOPPED")).toMatchObject(outOfMemory);
});
