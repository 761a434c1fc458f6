import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, expect, test } from "vitest";

import { failingDisk } from "./test/spawn-cli.ts";
import { spawnTestAws } from "./test/spawn-test-aws.ts";
import { removeFolder, temporaryFolder } from "./test/temporary-folder.ts";

const logGroupName = "g";
const logStreamName = "s";
const lost =
  /^\w*Error: \S+aws\.sqlite could not be brought to disk: EIO: i\/o error, fdatasync\. Check the disk, then start again: all that was answered is there\.$/m;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** A server whose disk can be made to fail. */
async function startNew() {
  const dataDir = temporaryFolder();
  undo.push(() => removeFolder(dataDir));
  const diskFails = join(dataDir, "disk-fails");
  const started = await start(dataDir, { diskFails });
  await started.logs.send(new CreateLogGroupCommand({ logGroupName }));
  await started.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  return {
    ...started,
    dataDir,
    breakDisk: () => writeFileSync(diskFails, ""),
    mendDisk: () => rmSync(diskFails),
  };
}

async function start(dataDir: string, conditions: { diskFails?: string } = {}) {
  const server = await spawnTestAws(dataDir, {}, conditions);
  undo.push(() => server.terminate());
  const logs = new CloudWatchLogsClient(server.client);
  undo.push(() => logs.destroy());
  return { server, logs };
}

function put(logs: CloudWatchLogsClient, line: string) {
  const logEvents = [{ timestamp: Date.now(), message: line }];
  return logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
}

async function lines(logs: CloudWatchLogsClient) {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  return events.map((event) => event.message);
}

test("a write that the disk failed to keep is not answered, and ends the server; the rest is there", async () => {
  const { server, logs, dataDir, breakDisk, mendDisk } = await startNew();
  for (const line of ["one", "two"]) await put(logs, line);
  breakDisk();
  // Both wait for the same sync or for two; neither may be answered, not even with an error of the service.
  for (const failed of await Promise.allSettled([put(logs, "three"), put(logs, "four")])) {
    expect(failed).toMatchObject({ status: "rejected", reason: { code: expect.any(String) } });
    expect(failed).not.toHaveProperty("reason.$metadata.httpStatusCode");
  }
  const { exitCode, said } = await server.ended();
  expect(exitCode).toBe(1);
  expect(said).toMatch(lost);

  mendDisk();
  const next = await start(dataDir);
  expect((await lines(next.logs)).slice(0, 2)).toEqual(["one", "two"]);
  await put(next.logs, "after");
  expect(await lines(next.logs)).toContain("after");
});

/** Runs this with a database of its own, `db`, that has the table `things`. */
function runWithDatabase(work: string, ...args: string[]) {
  const dataDir = temporaryFolder();
  undo.push(() => removeFolder(dataDir));
  const module = join(import.meta.dirname, "database.ts");
  const program = `
    import { Database } from ${JSON.stringify(module)};
    const db = new Database(${JSON.stringify(join(dataDir, "aws.sqlite"))});
    db.define("CREATE TABLE things (id INTEGER PRIMARY KEY) STRICT");
    ${work}`;
  return spawnSync(process.execPath, [...args, "--input-type=module", "-e", program], {
    encoding: "utf8",
    env: { ...process.env, TEST_DISK_FAILS: dataDir },
  });
}

test("a database that cannot be brought to disk when it is closed says so, and is not taken for closed", () => {
  const work = `
    db.write(() => db.run("INSERT INTO things (id) VALUES (1)"));
    db.committed().then(() => console.log("kept"));
    await db.close();
    console.log("closed");`;
  const { status, stdout, stderr } = runWithDatabase(work, "--import", failingDisk);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(lost);
});

test("a sync under way that fails while the database is closed is told of, though the next would succeed", () => {
  const work = `
    db.write(() => db.run("INSERT INTO things (id) VALUES (1)"));
    db.committed().then(() => console.log("kept"));
    setImmediate(() => {
      process.env.TEST_DISK_FAILS = "";
      db.close().then(() => console.log("closed"), (error) => console.log(String(error)));
    });`;
  const { status, stdout, stderr } = runWithDatabase(work, "--import", failingDisk);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(lost);
  expect(stdout.split("\n")).toHaveLength(2);
});

test("writes that cannot be done again after one that was undone are not answered, and end the process", () => {
  const { status, stdout, stderr } = runWithDatabase(`
    db.define(\`CREATE TRIGGER once BEFORE INSERT ON things WHEN total_changes() > 1
      BEGIN SELECT raise(ABORT, 'not again'); END\`);
    db.write(() => db.run("INSERT INTO things (id) VALUES (1)"));
    db.committed().then(() => console.log("kept"), () => console.log("refused"));
    db.define("CREATE TABLE others (id INTEGER PRIMARY KEY) STRICT");
    try {
      db.write(() => {
        db.run("INSERT INTO others (id) VALUES (1), (2)");
        throw new Error("undone");
      });
    } catch {
      console.log("caught");
    }`);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "caught\n" });
  expect(stderr).toMatch(/aws\.sqlite could not be brought to disk: not again\. /);
});
