import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { DescribeTasksCommand } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { EcsUser } from "../test/ecs-user.ts";
import { recorder } from "../test/invocations.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: EcsUser;
beforeAll(async () => {
  aws = await startTestAws({
    tasks: [
      { family: "worker", command: ["true"], stopTimeoutSeconds: 20 },
      { family: "missing", containerName: "worker", command: ["no-such-program"] },
      {
        family: "nowhere",
        containerName: "worker",
        command: ["true"],
        directory: "/no/such/place",
      },
    ],
    functions: [recorder("task-state")],
    rules: [{ name: "tasks", pattern: { source: ["aws.ecs"] }, function: "task-state" }],
  });
  user = new EcsUser(aws.client);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const eventsOf = (taskArn: string) =>
  aws
    .invocations()
    .map(({ event }) => event)
    .filter(({ resources }) => resources[0] === taskArn)
    .toSorted((a, b) => Number(a.detail["version"]) - Number(b.detail["version"]));

describe("a task that ends by itself", () => {
  test("passes all states in order, each one an event with a growing version", async () => {
    const arn = await user.run("exit 0", { startedBy: "test", tags: [{ key: "k", value: "v" }] });
    const task = await user.until(arn, "STOPPED");
    expect(task).toMatchObject({
      desiredStatus: "STOPPED",
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [{ name: "worker", lastStatus: "STOPPED", exitCode: 0 }],
    });
    const times = [
      task.createdAt,
      task.connectivityAt,
      task.pullStartedAt,
      task.pullStoppedAt,
      task.startedAt,
      task.executionStoppedAt,
      task.stoppedAt,
    ].map((time) => time?.getTime() ?? Number.NaN);
    expect(times).toEqual(times.toSorted((a, b) => a - b));

    await expect.poll(() => eventsOf(arn), { timeout: 10_000 }).toHaveLength(8);
    const events = eventsOf(arn);
    expect(events.map(({ detail }) => detail["lastStatus"])).toEqual([
      "PROVISIONING",
      "PENDING",
      "ACTIVATING",
      "RUNNING",
      "DEACTIVATING",
      "STOPPING",
      "DEPROVISIONING",
      "STOPPED",
    ]);
    expect(events.map(({ detail }) => detail["version"])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(events.at(-1)).toMatchObject({
      source: "aws.ecs",
      "detail-type": "ECS Task State Change",
      resources: [arn],
      detail: {
        attachments: [{ type: "eni", status: "DELETED" }],
        clusterArn: "arn:aws:ecs:eu-central-1:123456789012:cluster/default",
        containers: [{ name: "worker", exitCode: 0, lastStatus: "STOPPED", taskArn: arn }],
        cpu: "256",
        memory: "512",
        createdAt: iso,
        stoppedAt: iso,
        updatedAt: iso,
        group: "family:worker",
        launchType: "FARGATE",
        startedBy: "test",
        stopCode: "EssentialContainerExited",
        taskArn: arn,
        taskDefinitionArn: "arn:aws:ecs:eu-central-1:123456789012:task-definition/worker:1",
      },
    });
    expect(events.at(-1)?.detail).not.toHaveProperty("tags");
    expect(events.at(-1)?.detail).not.toHaveProperty("containers.0.healthStatus");
  });

  test.each([
    ["exit 7", 7],
    ["kill -9 $$", 137],
    ["kill -TERM $$", 143],
  ])("%s leaves exit code %i", async (script, exitCode) => {
    const task = await user.until(await user.run(script), "STOPPED");
    expect(task).toMatchObject({
      stopCode: "EssentialContainerExited",
      containers: [{ exitCode }],
    });
  });

  test("takes what it started in the background with it", async () => {
    const arn = await user.run("sleep 1000 & echo $!; exit 0");
    await user.until(arn, "STOPPED");
    const [pid] = await user.lines(arn);
    await expect.poll(() => existsSync(`/proc/${pid}/exe`)).toBe(false);
  });

  test.each(["missing", "nowhere"])("never starts when its program is %s", async (family) => {
    const arn = await user.run("", { taskDefinition: family, overrides: {} });
    const task = await user.until(arn, "STOPPED");
    expect(task).toMatchObject({
      stopCode: "TaskFailedToStart",
      stoppedReason: expect.stringMatching(/^CannotPullContainerError: /),
      containers: [{ reason: task.stoppedReason }],
    });
    expect(task.containers?.[0]?.exitCode).toBeUndefined();
    expect(task.startedAt).toBeUndefined();
  });
});

describe("StopTask", () => {
  const wait = "while true; do sleep 0.01; done";

  test("lets a task that handles SIGTERM end by itself", async () => {
    const arn = await user.run(`trap 'echo bye; exit 0' TERM; echo up; ${wait}`);
    await user.untilPrinted(arn, "up");
    const answer = await user.stop(arn, "not needed");
    expect(answer).toMatchObject({ desiredStatus: "STOPPED", lastStatus: "RUNNING" });
    expect(await user.until(arn, "STOPPED")).toMatchObject({
      stopCode: "UserInitiated",
      stoppedReason: "not needed",
      containers: [{ exitCode: 0 }],
    });
    expect((await user.lines(arn)).at(-1)).toBe("bye");
  });

  test("a task that does not handle it ends with 143", async () => {
    const arn = await user.run("echo up; exec sleep 1000");
    await user.untilPrinted(arn, "up");
    await user.stop(arn);
    expect(await user.until(arn, "STOPPED")).toMatchObject({
      stoppedReason: "Task stopped by user",
      containers: [{ exitCode: 143 }],
    });
  });

  test("a task that ignores it is killed when its stop timeout has passed, and has 137", async () => {
    const arn = await user.run(`trap '' TERM; echo up; ${wait}`);
    await user.untilPrinted(arn, "up");
    await user.stop(arn);
    await user.until(arn, "STOPPING");
    aws.clock.advance(19_000);
    expect((await user.describe(arn))?.lastStatus).toBe("STOPPING");
    aws.clock.advance(1_000);
    expect(await user.until(arn, "STOPPED")).toMatchObject({
      stopCode: "UserInitiated",
      containers: [{ exitCode: 137 }],
    });
  });

  test("answers a stopped task as it is, and refuses an unknown one", async () => {
    const arn = await user.run("exit 3");
    await user.until(arn, "STOPPED");
    expect(await user.stop(arn, "too late")).toMatchObject({
      stopCode: "EssentialContainerExited",
      lastStatus: "STOPPED",
    });
    await expect(user.stop("0".repeat(32))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "The referenced task was not found.",
    });
  });

  test("takes a reason of 255 characters at most", async () => {
    const arn = await user.run("exec sleep 1000");
    await expect(user.stop(arn, "x".repeat(256))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining("reason"),
    });
    await user.stop(arn, "x".repeat(255));
    expect(await user.until(arn, "STOPPED")).toMatchObject({ stoppedReason: "x".repeat(255) });
  });

  test("changes nothing in a task that is stopping already", async () => {
    const arn = await user.run(`trap '' TERM; echo up; ${wait}`);
    await user.untilPrinted(arn, "up");
    await user.stop(arn, "first");
    await user.until(arn, "STOPPING");
    const { version } = (await user.describe(arn)) ?? {};
    expect(await user.stop(arn, "second")).toMatchObject({ stoppedReason: "first", version });
    aws.clock.advance(20_000);
    expect(await user.until(arn, "STOPPED")).toMatchObject({ stoppedReason: "first" });
  });
});

test("a stopped task is known for an hour, then it is MISSING and its folder is gone", async () => {
  const arn = await user.run("exit 0");
  await user.until(arn, "STOPPED");
  aws.clock.advance(59 * 60_000);
  expect(await user.describe(arn)).toBeDefined();
  aws.clock.advance(2 * 60_000);
  await expect.poll(() => user.describe(arn)).toBeUndefined();
  const gone = new DescribeTasksCommand({ tasks: [arn] });
  expect(await user.ecs.send(gone)).toMatchObject({ failures: [{ arn, reason: "MISSING" }] });
  const folder = join(aws.dataDir, "tasks");
  await expect.poll(() => readdirSync(folder)).not.toContain(arn.split("/").at(-1));
});

test("at Fargate's pace a task waits in each state, and a stop cuts the wait short", async () => {
  const slow = await startTestAws({ tasks: [{ family: "worker", command: ["true"] }], ecsPace: 1 });
  const slowUser = new EcsUser(slow.client);
  const arn = await slowUser.run("exec sleep 1000");
  const pending = await slowUser.run("echo never");
  expect((await slowUser.describe(arn))?.lastStatus).toBe("PROVISIONING");
  slow.clock.advance(4_200);
  await slowUser.until(arn, "PENDING");
  await slowUser.until(pending, "PENDING");
  await slowUser.stop(pending);
  await slowUser.until(pending, "DEPROVISIONING");
  slow.clock.advance(7_900);
  await slowUser.until(arn, "ACTIVATING");
  slow.clock.advance(35_000);
  await slowUser.until(arn, "RUNNING");
  expect(await slowUser.until(pending, "STOPPED")).toMatchObject({ stopCode: "UserInitiated" });
  expect((await slowUser.describe(pending))?.containers?.[0]?.exitCode).toBeUndefined();
  slowUser.close();
  await slow.close();
});
