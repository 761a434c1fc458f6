import { describe, expect, test } from "vitest";

import { cancelJob } from "../job/cancel-job.ts";
import { submitJob } from "../job/submit-job.ts";
import { jobAtWork } from "../test/job-at-work.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { startWork } from "../work/start-work.ts";
import type { TaskRequest } from "../worker-task/tasks.ts";
import { beginAttempt } from "./begin-attempt.ts";
import { runTask, taskToken } from "./run-task.ts";

async function begun(ports: TestPorts, pattern: "sync" | "await" = "await"): Promise<string> {
  const body = { type: "echo", input: { text: "x" }, pattern };
  const { job } = await submitJob(ports, body, { createdBy: "test" });
  await beginAttempt(ports, { jobId: job.id, attempt: 1 });
  return job.id;
}

/** The process dies right after ECS took the task, before it is noted. */
function dyingAfterRun(ports: TestPorts): TestPorts {
  const tasks = Object.create(ports.tasks, {
    run: {
      value: async (request: TaskRequest) => {
        await ports.tasks.run(request);
        throw new Error("killed");
      },
    },
  });
  return { ...ports, tasks };
}

describe("runTask", () => {
  test("starts one task, however often it is called", async () => {
    const ports = testPorts();
    const jobId = await begun(ports);
    const run = () => runTask(ports, { jobId, attempt: 1, callbackId: "c1" });
    const runs = await Promise.all([run(), run(), run()]);
    expect(new Set(runs.map((task) => JSON.stringify(task))).size).toBe(1);
    expect(ports.tasks.requests.size).toBe(1);
    expect(await ports.jobs.get(jobId)).toMatchObject({ status: "starting" });
  });

  test("finds the task again that was started before it could be noted", async () => {
    const ports = testPorts();
    const jobId = await begun(ports);
    const work = { jobId, attempt: 1 };
    await expect(runTask(dyingAfterRun(ports), work)).rejects.toThrow("killed");
    expect(await runTask(ports, work)).toEqual({ taskArn: [...ports.tasks.requests.keys()][0] });
    expect(ports.tasks.requests.size).toBe(1);
  });

  test("notes the task even when its worker has spoken first", async () => {
    const ports = testPorts();
    const jobId = await begun(ports);
    const work = { jobId, attempt: 1 };
    await expect(runTask(dyingAfterRun(ports), work)).rejects.toThrow("killed");
    await startWork(ports, work);
    expect(await runTask(ports, work)).toHaveProperty("taskArn");
    expect(await ports.jobs.get(jobId)).toMatchObject({
      status: "running",
      taskArn: expect.any(String),
    });
    expect(ports.tasks.requests.size).toBe(1);
  });

  test("tells the task its callback only where the pattern has the task know of Lambda", async () => {
    const ports = testPorts();
    await runTask(ports, { jobId: await begun(ports, "sync"), attempt: 1, callbackId: "c1" });
    await runTask(ports, { jobId: await begun(ports, "await"), attempt: 1, callbackId: "c2" });
    const told = [...ports.tasks.requests.values()].map(({ callbackId }) => callbackId);
    expect(told).toEqual([undefined, "c2"]);
  });

  test("asks ECS for nothing once the job is being cancelled", async () => {
    const ports = testPorts();
    const jobId = await begun(ports);
    await cancelJob(ports, jobId, {}, "user");
    const run = await runTask(ports, { jobId, attempt: 1 });
    expect(run).toEqual({ outcome: { next: "done", status: "cancelled" } });
    expect(ports.tasks.requests.size).toBe(0);
  });

  test("a refusal of ECS ends the attempt with ECS's words", async () => {
    const ports = testPorts();
    const jobId = await begun(ports);
    ports.tasks.refusal = { refused: { class: "no_capacity", reason: "RESOURCE:MEMORY" } };
    const run = await runTask(ports, { jobId, attempt: 1 });
    expect(run).toMatchObject({ outcome: { next: "attempt", attempt: 2 } });
    const record = await ports.jobs.getAttempt(jobId, 1);
    expect(record?.end).toMatchObject({ class: "no_capacity", stopReason: "RESOURCE:MEMORY" });
  });

  test("does nothing for an attempt that is not the current one", async () => {
    const ports = testPorts();
    const { jobId } = await jobAtWork(ports);
    expect(await runTask(ports, { jobId, attempt: 2 })).toEqual({ outcome: { next: "wait" } });
    expect(ports.tasks.requests.size).toBe(1);
  });

  test("its token fits ECS and differs by job and attempt", () => {
    const tokens = [taskToken("job_a", 1), taskToken("job_a", 2), taskToken("job_b", 1)];
    expect(new Set(tokens).size).toBe(3);
    for (const token of tokens) expect(token).toMatch(/^[\x21-\x7e]{1,64}$/);
  });
});
