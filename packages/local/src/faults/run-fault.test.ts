import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { RunTaskCommand } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { EcsUser } from "../test/ecs-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";
import { runFault } from "./run-fault.ts";

let aws: TestAws;
let user: EcsUser;
beforeAll(async () => {
  aws = await startTestAws({ tasks: [{ family: "worker", command: ["true"] }] });
  user = new EcsUser(aws.client);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const run = (...args: string[]) => runFault(args, { AWS_ENDPOINT_URL: aws.endpoint });

test("strikes a task that runs, and says so", async () => {
  const task = await user.run("echo up; exec sleep 1000");
  await user.untilPrinted(task, "up");
  expect(await run("spot-interruption", task)).toBe(`spot-interruption struck ${task}`);
  expect(await user.until(task, "STOPPED")).toMatchObject({ stopCode: "SpotInterruption" });
  await expect(run("kill", task)).rejects.toThrow(/^The task is not running but STOPPED\.$/);
});

test("arms, lists and clears faults", async () => {
  const made = ["api-error", "RunTask", "--times", "2", "--status", "503", "--error", "Down"];
  expect(await run(...made)).toBe(
    "api-error operation=RunTask times=2 status=503 error=Down waits",
  );
  expect(await run("list")).toBe("api-error operation=RunTask times=2 status=503 error=Down");
  expect(await run("api-rate", "ListTasks", "--per-second", "0.5")).toBe(
    "api-rate operation=ListTasks perSecond=0.5 waits",
  );
  expect(await run("list")).toMatch(
    /\napi-rate operation=ListTasks perSecond=0\.5 retryAfterSeconds=1$/,
  );
  await expect(
    user.ecs.send(new RunTaskCommand({ taskDefinition: "worker" })),
  ).rejects.toMatchObject({ name: "Down", $metadata: { httpStatusCode: 503 } });
  expect(await run("clear")).toBe("no fault waits any more");
  expect(await run("list")).toBe("no fault waits");
});

test.each([
  [["earthquake"], '"earthquake" is not a fault; --help lists them'],
  [[], "no fault is named; --help lists them"],
  [["kill"], "kill needs its task"],
  [["kill", "a", "b"], '"b" is one argument too many'],
  [["run-task-throttled", "x"], 'run-task-throttled takes no "x"'],
  [["api-delay", "RunTask", "--delay-ms", "soon"], '--delay-ms must be a whole number, not "soon"'],
  [["api-delay", "RunTask"], "api-delay needs --delay-ms N"],
  [["api-rate", "RunTask", "--per-second", "-"], '--per-second must be a number, not "-"'],
  [["kill", "0".repeat(32)], "No such task."],
  [["kill", "--wat"], "Unknown option '--wat'; --help lists the options"],
  [["list", "--endpoint", "http://127.0.0.1:1"], "nothing answers at http://127.0.0.1:1"],
])("%j is refused: %s", async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
});

test("the local AWS is found by what it leaves in its data folder", async () => {
  const environment = { DATA_DIR: aws.dataDir };
  await expect(runFault(["list"], environment)).rejects.toThrow(/^no local AWS is found by /);
  writeFileSync(join(aws.dataDir, "endpoints.json"), JSON.stringify({ aws: aws.endpoint }));
  expect(await runFault(["list"], environment)).toBe("no fault waits");
});

test("the command prints its help, and its errors in one line with exit code 1", async () => {
  const file = join(import.meta.dirname, "../fault-cli.ts");
  const command = (...args: string[]) => promisify(execFile)(process.execPath, [file, ...args]);
  expect((await command("--help")).stdout).toMatch(/^usage: npm run fault -- /);
  await expect(command("earthquake")).rejects.toMatchObject({
    code: 1,
    stderr: 'fault: "earthquake" is not a fault; --help lists them\n',
  });
});
