import { randomUUID } from "node:crypto";

import { DescribeTasksCommand, ListTasksCommand, RunTaskCommand } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { newJobId } from "../id.ts";
import { type LocalClients, startLocalClients } from "../test/local-clients.ts";
import type { TaskRequest, TaskState, Tasks } from "../worker-task/tasks.ts";
import { cloudwatchLogs } from "./cloudwatch-logs.ts";
import { fargateTasks } from "./fargate-tasks.ts";

const names = {
  tableName: "jobs",
  cluster: "longhaul",
  taskFamily: "worker",
  container: "main",
  subnets: ["subnet-1"],
  securityGroups: [],
  assignPublicIp: false,
};

const logNames = { logGroup: "/ecs/worker", logStreamPrefix: "ecs", container: "main" };

/** Says what it was told, then ends or waits as its heartbeat says. */
const script =
  'echo "$LONGHAUL_JOB_ID $LONGHAUL_ATTEMPT $LONGHAUL_TABLE $LONGHAUL_CALLBACK_ID"; [ "$LONGHAUL_HEARTBEAT_SECONDS" = 60 ] && sleep 60; exit 3';

describe("fargateTasks", () => {
  let aws: LocalClients;
  let tasks: Tasks;

  beforeAll(async () => {
    const command = ["sh", "-c", script];
    aws = await startLocalClients({
      clusters: ["longhaul"],
      tasks: [
        { family: "worker", containerName: "main", command },
        { family: "broken", containerName: "main", command: ["/no/such/program"] },
      ],
    });
    tasks = fargateTasks(aws.ecs, names);
  });
  afterAll(() => aws.close());

  const request = (more: Partial<TaskRequest> = {}): TaskRequest => ({
    clientToken: randomUUID(),
    jobId: newJobId(new Date()),
    attempt: 1,
    size: { cpu: 256, memory: 512 },
    capacity: "on_demand",
    heartbeatSeconds: 5,
    ...more,
  });

  async function run(more: Partial<TaskRequest> = {}, from = tasks): Promise<string> {
    const started = await from.run(request(more));
    if ("refused" in started) throw new Error(started.refused.reason);
    return started.taskArn;
  }

  const stopped = (taskArn: string): Promise<TaskState> =>
    vi.waitFor(async () => {
      const [task] = await tasks.describe([taskArn]);
      if (task?.lastStatus !== "STOPPED") throw new Error(`it is ${task?.lastStatus}`);
      return task;
    }, 25_000);

  const fault = async (body: object): Promise<void> => {
    const answer = await fetch(`${aws.endpoint}/_faults`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
  };

  test("starts one task for a token, however often it is asked", async () => {
    const wanted = request({ heartbeatSeconds: 60 });
    const [first, second] = await Promise.all([tasks.run(wanted), tasks.run(wanted)]);
    expect(first).toEqual(second);
    const { taskArns = [] } = await aws.ecs.send(
      new ListTasksCommand({ cluster: "longhaul", startedBy: wanted.jobId }),
    );
    expect(taskArns.map((taskArn) => ({ taskArn }))).toEqual([first]);
    await tasks.stop(taskArns[0] ?? "", "The test is over.");
  });

  test("tells the task its job and callback, and asks for the size and capacity of the job", async () => {
    const size = { cpu: 512, memory: 2048 } as const;
    const more = { jobId: newJobId(new Date()), attempt: 2, callbackId: "secret", size };
    const taskArn = await run({ ...more, capacity: "spot" });
    await stopped(taskArn);
    const log = await cloudwatchLogs(aws.logs, logNames).read({ taskArn, limit: 10 });
    expect(log.lines.map(({ message }) => message)).toEqual([`${more.jobId} 2 jobs secret`]);
    const { tasks: described } = await aws.ecs.send(
      new DescribeTasksCommand({ cluster: "longhaul", tasks: [taskArn] }),
    );
    expect(described).toMatchObject([
      { cpu: "512", memory: "2048", capacityProviderName: "FARGATE_SPOT" },
    ]);
  });

  test("gives the one task of a token although it was asked for in other words", async () => {
    const clientToken = randomUUID();
    const first = await run({ clientToken });
    expect(await run({ clientToken, size: { cpu: 512, memory: 1024 } })).toBe(first);
  });

  test("says how a task ended, with the times of its states", async () => {
    const task = await stopped(await run());
    expect(task).toMatchObject({
      stopCode: "EssentialContainerExited",
      stopReason: "Essential container in task exited",
      exitCode: 3,
    });
    const times = [task.createdAt, task.startedAt, task.stoppingAt, task.stoppedAt];
    expect(times).toEqual(times.toSorted((a = "", b = "") => a.localeCompare(b)));
    for (const at of times) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test("says why a task could not start", async () => {
    const broken = fargateTasks(aws.ecs, { ...names, taskFamily: "broken" });
    const task = await stopped(await run({}, broken));
    expect(task).toMatchObject({
      stopCode: "TaskFailedToStart",
      containerReason: expect.stringContaining("CannotPullContainerError"),
    });
    expect(task).not.toHaveProperty("exitCode");
  });

  test("stops a task, again, and one that is unknown, with a reason that fits", async () => {
    const taskArn = await run({ heartbeatSeconds: 60 });
    await tasks.stop(taskArn, "x".repeat(300));
    expect(await stopped(taskArn)).toMatchObject({
      stopCode: "UserInitiated",
      stopReason: `${"x".repeat(254)}…`,
    });
    await tasks.stop(taskArn, "again");
    await tasks.stop(taskArn.replace(/[^/]+$/, "0".repeat(32)), "unknown");
  });

  test("describes in the order asked, beyond ECS's hundred, and what is unknown as MISSING", async () => {
    const known = await run();
    const unknown = Array.from({ length: 120 }, (_, index) =>
      known.replace(/[^/]+$/, index.toString(16).padStart(32, "0")),
    );
    const states = await tasks.describe([...unknown, known]);
    expect(states.map(({ taskArn }) => taskArn)).toEqual([...unknown, known]);
    expect(states[0]?.lastStatus).toBe("MISSING");
    expect(states.at(-1)?.lastStatus).not.toBe("MISSING");
    expect(await tasks.describe([])).toEqual([]);
  });

  test("takes a lack of capacity, which is no error to ECS, for a refusal", async () => {
    await fault({ kind: "run-task-no-capacity", times: 1 });
    expect(await tasks.run(request())).toMatchObject({
      refused: { class: "no_capacity", reason: expect.stringContaining("Capacity is unavailable") },
    });
  });

  test("takes what ECS will never start for a refusal, with ECS's words", async () => {
    const nowhere = fargateTasks(aws.ecs, { ...names, taskFamily: "unknown" });
    expect(await nowhere.run(request())).toEqual({
      refused: { class: "start_failed", reason: "ClientException: TaskDefinition not found." },
    });
    const elsewhere = fargateTasks(aws.ecs, { ...names, cluster: "unknown" });
    expect(await elsewhere.run(request())).toMatchObject({ refused: { class: "start_failed" } });
  });

  test("throws what is transient", async () => {
    await fault({ kind: "run-task-throttled", times: 20 });
    await expect(tasks.run(request())).rejects.toMatchObject({ name: "ThrottlingException" });
    await fetch(`${aws.endpoint}/_faults`, { method: "DELETE" });
    const { failures } = await aws.ecs.send(
      new RunTaskCommand({ cluster: "longhaul", taskDefinition: "worker" }),
    );
    expect(failures).toEqual([]);
  });
});
