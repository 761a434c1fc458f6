import { RunTaskCommand } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { EcsUser } from "../test/ecs-user.ts";
import { faultsOf } from "../test/faults-of.ts";
import { recorder } from "../test/invocations.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: EcsUser;
beforeAll(async () => {
  aws = await startTestAws({
    tasks: [{ family: "worker", command: ["true"] }],
    functions: [recorder("task-state")],
    rules: [{ name: "tasks", pattern: { source: ["aws.ecs"] }, function: "task-state" }],
  });
  user = new EcsUser({ ...aws.client, maxAttempts: 1 });
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const request = (method: string, body?: object) => faultsOf(aws, method, body);

async function runningTask(script = "echo up; exec sleep 1000") {
  const arn = await user.run(script);
  await user.untilPrinted(arn, "up");
  return arn;
}

test("a Spot interruption warns by event and SIGTERM, and kills after two minutes", async () => {
  const task = await runningTask("trap '' TERM; echo up; while true; do sleep 0.01; done");
  expect((await request("POST", { kind: "spot-interruption", task })).status).toBe(201);
  await user.until(task, "STOPPING");
  const warning = () =>
    aws
      .invocations()
      .map(({ event }) => event.detail)
      .find((detail) => detail["taskArn"] === task && detail["stopCode"] === "TerminationNotice");
  await expect.poll(warning, { timeout: 10_000 }).toMatchObject({
    lastStatus: "RUNNING",
    stoppedReason: "Your Spot Task was interrupted.",
  });
  aws.clock.advance(119_000);
  expect((await user.describe(task))?.lastStatus).toBe("STOPPING");
  aws.clock.advance(1_000);
  expect(await user.until(task, "STOPPED")).toMatchObject({
    stopCode: "SpotInterruption",
    containers: [{ exitCode: 137 }],
  });
});

test("a host is retired with ECS's reason and no stop code", async () => {
  const task = await runningTask();
  await request("POST", { kind: "host-retirement", task });
  const stopped = await user.until(task, "STOPPED");
  expect(stopped.stoppedReason).toMatch(/^ECS is performing maintenance/);
  expect(stopped.stopCode).toBeUndefined();
});

test("kill and out of memory end with 137, and the second says why", async () => {
  const killed = await runningTask();
  await request("POST", { kind: "kill", task: killed });
  const task = await user.until(killed, "STOPPED");
  expect(task).toMatchObject({
    stopCode: "EssentialContainerExited",
    containers: [{ exitCode: 137 }],
  });
  expect(task.containers?.[0]?.reason).toBeUndefined();
  expect((await request("POST", { kind: "kill", task: killed })).status).toBe(409);

  const starved = await runningTask();
  await request("POST", { kind: "out-of-memory", task: starved });
  expect(await user.until(starved, "STOPPED")).toMatchObject({
    stopCode: "EssentialContainerExited",
    containers: [
      { exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
    ],
  });
});

test("the next RunTask calls are throttled or find no capacity, as often as asked", async () => {
  await request("POST", { kind: "run-task-throttled", times: 1 });
  await request("POST", { kind: "run-task-no-capacity", times: 2 });
  expect(await (await request("GET")).json()).toEqual({
    faults: [
      { kind: "run-task-throttled", times: 1 },
      { kind: "run-task-no-capacity", times: 2 },
    ],
  });
  const run = () => user.ecs.send(new RunTaskCommand({ taskDefinition: "worker" }));
  await expect(run()).rejects.toMatchObject({ name: "ThrottlingException" });
  const answer = await run();
  expect(answer.tasks).toEqual([]);
  expect(answer.failures?.[0]?.reason).toMatch(/^Capacity is unavailable at this time/);
  expect((await request("DELETE")).status).toBe(204);
  expect((await run()).tasks).toHaveLength(1);
});

test("what is not a fault is refused", async () => {
  const unknown = await request("POST", { kind: "earthquake" });
  expect(unknown.status).toBe(400);
  expect(await unknown.json()).toMatchObject({
    message: "kind: is not one of the faults; npm run fault -- --help lists them",
  });
  expect((await request("POST", { kind: "kill", task: "0".repeat(32) })).status).toBe(404);
});
