import { describe, expect, test } from "vitest";

import { endAttempt } from "../attempt/end-attempt.ts";
import { beginExecution } from "../execution/begin-execution.ts";
import { jobAtWork } from "../test/job-at-work.ts";
import { executionArn } from "../test/memory-executions.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { startWork } from "../work/start-work.ts";
import { cancelJob } from "./cancel-job.ts";
import { submitJob } from "./submit-job.ts";
import { sweepJobs } from "./sweep-jobs.ts";

const minute = 60_000;
const body = { type: "echo", input: { text: "x" } };

async function submit(ports: TestPorts, more: object = {}) {
  return (await submitJob(ports, { ...body, ...more }, { createdBy: "test" })).job;
}

const execution = (ports: TestPorts, name: string) => {
  const found = ports.executions.started.get(name);
  if (found === undefined) throw new Error(`no execution ${name}`);
  return found;
};

describe("sweepJobs", () => {
  test("starts what was accepted but never started", async () => {
    const ports = testPorts();
    ports.executions.startError = new Error("Lambda is away");
    const job = await submit(ports);
    ports.executions.startError = undefined;
    await sweepJobs(ports);
    expect(ports.executions.started.size).toBe(0);
    ports.clock.advance(2 * minute);
    await sweepJobs(ports);
    expect([...ports.executions.started.keys()]).toEqual([job.id]);
  });

  test("leaves alone what is alive, and looks again later", async () => {
    const ports = testPorts();
    const { jobId } = await jobAtWork(ports);
    const before = await ports.jobs.get(jobId);
    ports.clock.advance(2 * minute);
    expect(await sweepJobs(ports)).toEqual({ seen: 1 });
    expect(await sweepJobs(ports)).toEqual({ seen: 0 });
    expect(await ports.jobs.get(jobId)).toEqual(before);
    ports.clock.advance(minute);
    expect(await sweepJobs(ports)).toEqual({ seen: 1 });
  });

  test("ends the attempt of a task whose stop event was lost, and wakes the execution", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    await startWork(ports, work);
    ports.tasks.move(work.taskArn, { lastStatus: "STOPPED", exitCode: 1 });
    ports.clock.advance(6 * minute);
    await sweepJobs(ports);
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.end).toMatchObject({
      class: "crashed",
      reportedBy: "sweep",
    });
    expect(ports.executions.callbacks.get(work.callbackId)?.status).toBe("failed");
  });

  test("ends the silence of a worker, stops its task and starts the next attempt", async () => {
    const ports = testPorts();
    const timeouts = { heartbeatSeconds: 30 };
    const work = await jobAtWork(ports, { pattern: "callback", timeouts });
    await startWork(ports, work);
    ports.clock.advance(31_000);
    await sweepJobs(ports);
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.end?.class).toBe("heartbeat_lost");
    expect(ports.tasks.stopped).toHaveLength(1);
    expect(ports.executions.started.has(`${work.jobId}-2`)).toBe(true);
  });

  test("a worker that beat before a look and fell silent after it is noticed at its limit", async () => {
    const ports = testPorts();
    const timeouts = { heartbeatSeconds: 10 };
    const work = await jobAtWork(ports, { pattern: "callback", timeouts });
    await startWork(ports, work);
    ports.clock.advance(8_000);
    await ports.jobs.saveProgress(work.jobId, 1, ports.clock.now().toISOString());
    ports.clock.advance(3_000);
    expect(await sweepJobs(ports)).toEqual({ seen: 1 });
    expect((await ports.jobs.get(work.jobId))?.status).toBe("running");
    ports.clock.advance(8_000);
    await sweepJobs(ports);
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.end?.class).toBe("heartbeat_lost");
  });

  test("looks after a running task well before a generous heartbeat limit is over", async () => {
    const ports = testPorts();
    const timeouts = { heartbeatSeconds: 86_400 };
    const work = await jobAtWork(ports, { pattern: "callback", timeouts });
    await startWork(ports, work);
    ports.tasks.forget(work.taskArn);
    ports.clock.advance(6 * minute);
    await sweepJobs(ports);
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.end?.class).toBe("lost");
  });

  test("ends an attempt at its time limit", async () => {
    const ports = testPorts();
    const timeouts = { attemptSeconds: 30 };
    const work = await jobAtWork(ports, { pattern: "sync", timeouts, retry: { maxAttempts: 1 } });
    ports.clock.advance(31_000);
    await sweepJobs(ports);
    expect((await ports.jobs.get(work.jobId))?.status).toBe("timed_out");
  });

  test("starts the next attempt of the callback pattern when that start was lost", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { pattern: "callback" });
    ports.executions.startError = new Error("Lambda is away");
    ports.tasks.move(work.taskArn, { lastStatus: "STOPPED", exitCode: 1 });
    ports.clock.advance(2 * minute);
    await expect(sweepJobs(ports)).rejects.toThrow(AggregateError);
    ports.executions.startError = undefined;
    ports.clock.advance(2 * minute);
    await sweepJobs(ports);
    expect(ports.executions.started.has(`${work.jobId}-2`)).toBe(true);
  });

  test("fails a job whose execution is over before it, says so and stops its task", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    execution(ports, work.jobId).status = "FAILED";
    ports.clock.advance(2 * minute);
    await sweepJobs(ports);
    const job = await ports.jobs.get(work.jobId);
    expect(job).toMatchObject({ status: "failed", error: { code: "execution_lost" } });
    expect(job?.error?.message).toContain("The execution that ran the job failed.");
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.end).toMatchObject({ class: "failed" });
    expect(ports.tasks.stopped).toHaveLength(1);
  });

  test("fails a job whose execution died between two attempts or before the first", async () => {
    const ports = testPorts();
    const retrying = await jobAtWork(ports);
    ports.tasks.move(retrying.taskArn, { lastStatus: "STOPPED", exitCode: 1 });
    ports.clock.advance(2 * minute);
    await sweepJobs(ports);
    const queued = await submit(ports);
    const arn = executionArn("await", queued.id);
    const payload = { jobId: queued.id, attempt: 1 };
    await beginExecution(ports, { executionArn: arn, pattern: "await", payload });
    for (const { jobId } of [retrying, payload]) execution(ports, jobId).status = "STOPPED";
    ports.clock.advance(2 * minute);
    await sweepJobs(ports);
    for (const { jobId } of [retrying, payload]) {
      expect(await ports.jobs.get(jobId)).toMatchObject({ error: { code: "execution_lost" } });
    }
  });

  test("does not miss the execution of the callback pattern, which is over once the task runs", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { pattern: "callback" });
    execution(ports, work.jobId).status = "SUCCEEDED";
    ports.tasks.move(work.taskArn, { lastStatus: "RUNNING" });
    ports.clock.advance(2 * minute);
    await sweepJobs(ports);
    expect((await ports.jobs.get(work.jobId))?.status).toBe("starting");
  });

  test("asks again for the stop of a cancelled task, and ends a cancellation that has no task", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    await cancelJob(ports, work.jobId, {}, "user");
    ports.tasks.stopped.length = 0;
    ports.tasks.move(work.taskArn, { lastStatus: "RUNNING" });
    ports.clock.advance(2 * minute);
    await sweepJobs(ports);
    expect(ports.tasks.stopped).toHaveLength(1);
    ports.clock.advance(2 * minute);
    await sweepJobs(ports);
    expect((await ports.jobs.get(work.jobId))?.status).toBe("cancelled");
  });

  test("ends a job whose time is up while it waits, and its execution", async () => {
    const ports = testPorts();
    const retry = { maxAttempts: 3, delaySeconds: 20, maxDelaySeconds: 20 };
    const work = await jobAtWork(ports, { retry, timeouts: { jobSeconds: 60 } });
    await endAttempt(ports, { ...work, end: { class: "failed", reportedBy: "worker" } });
    ports.clock.advance(61_000);
    await sweepJobs(ports);
    expect(await ports.jobs.get(work.jobId)).toMatchObject({
      status: "timed_out",
      error: { code: "job_timed_out" },
    });
    expect(execution(ports, work.jobId).status).toBe("STOPPED");
  });

  test("looks at all jobs although one of them fails, and then says so", async () => {
    const ports = testPorts();
    ports.executions.startError = new Error("Lambda is away");
    await submit(ports);
    const work = await jobAtWork(ports);
    ports.tasks.move(work.taskArn, { lastStatus: "STOPPED", exitCode: 1 });
    ports.clock.advance(2 * minute);
    await expect(sweepJobs(ports)).rejects.toThrow("The sweep met 1 errors in 2 jobs.");
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.end?.class).toBe("crashed");
    expect(await sweepJobs(ports)).toEqual({ seen: 0 });
  });
});
