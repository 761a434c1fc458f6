import { beforeEach, describe, expect, test } from "vitest";

import { beginAttempt } from "../attempt/begin-attempt.ts";
import { endAttempt } from "../attempt/end-attempt.ts";
import { runTask } from "../attempt/run-task.ts";
import { beginExecution } from "../execution/begin-execution.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { cancelJob } from "./cancel-job.ts";
import type { Job } from "./job.ts";
import { submitJob } from "./submit-job.ts";

describe("cancelJob", () => {
  let ports: TestPorts;
  let job: Job;

  beforeEach(async () => {
    ports = testPorts();
    ({ job } = await submitJob(ports, { type: "echo", input: { text: "x" } }, { createdBy: "a" }));
  });

  async function startExecution(): Promise<string> {
    const arn = ports.executions.started.get(job.id)?.arn ?? "";
    const payload = { jobId: job.id, attempt: 1 };
    await beginExecution(ports, { executionArn: arn, pattern: job.pattern, payload });
    return arn;
  }

  async function startTask(): Promise<string> {
    await beginAttempt(ports, { jobId: job.id, attempt: 1 });
    const run = await runTask(ports, { jobId: job.id, attempt: 1 });
    if (!("taskArn" in run)) throw new Error("no task");
    return run.taskArn;
  }

  test("without a task the job is cancelled at once, and its execution with it", async () => {
    const arn = await startExecution();
    const cancelled = await cancelJob(ports, job.id, { reason: "wrong file" }, "key-1");
    expect(cancelled).toMatchObject({
      status: "cancelled",
      finishedAt: "2026-03-01T12:00:00.000Z",
      cancel: {
        requestedAt: "2026-03-01T12:00:00.000Z",
        requestedBy: "key-1",
        reason: "wrong file",
      },
    });
    expect(await ports.jobs.get(job.id)).toEqual(cancelled);
    expect(await ports.executions.status(arn)).toBe("STOPPED");
  });

  test("with a task the job is cancelling, and the task is told to stop", async () => {
    const taskArn = await startTask();
    expect(await cancelJob(ports, job.id, { reason: "enough" }, "key-1")).toMatchObject({
      status: "cancelling",
    });
    expect(ports.tasks.stopped).toEqual([{ taskArn, reason: "enough" }]);
  });

  test("a job that is cancelling becomes cancelled however its attempt ends, unless it was done", async () => {
    await startTask();
    await cancelJob(ports, job.id, {}, "key-1");
    const end = { class: "crashed", reportedBy: "event" } as const;
    expect(await endAttempt(ports, { jobId: job.id, attempt: 1, end })).toEqual({
      next: "done",
      status: "cancelled",
    });
    const detail = await ports.jobs.getDetail(job.id);
    expect(detail?.attempts[0]?.end?.class).toBe("cancelled");
  });

  test("a task that is being asked for while its job is cancelled does not stay", async () => {
    await beginAttempt(ports, { jobId: job.id, attempt: 1 });
    await Promise.all([
      runTask(ports, { jobId: job.id, attempt: 1 }),
      cancelJob(ports, job.id, {}, "key-1"),
    ]);
    const running = [...ports.tasks.states.values()].filter(
      ({ lastStatus }) => lastStatus !== "STOPPED",
    );
    expect(running).toEqual([]);
  });

  test("again, it changes nothing", async () => {
    await startTask();
    const first = await cancelJob(ports, job.id, { reason: "first" }, "key-1");
    expect(await cancelJob(ports, job.id, { reason: "second" }, "key-2")).toEqual(first);
  });

  test("a retrying job is cancelled at once, without its last failure", async () => {
    await startTask();
    const end = { class: "failed", reportedBy: "worker" } as const;
    await endAttempt(ports, { jobId: job.id, attempt: 1, end });
    const cancelled = await cancelJob(ports, job.id, {}, "key-1");
    expect(cancelled.status).toBe("cancelled");
    expect(cancelled.error).toBeUndefined();
    expect(cancelled.nextAttemptAt).toBeUndefined();
  });

  test("a finished job is not cancelled", async () => {
    await startTask();
    const end = { class: "completed", reportedBy: "worker" } as const;
    await endAttempt(ports, { jobId: job.id, attempt: 1, end });
    const before = await ports.jobs.get(job.id);
    await expect(cancelJob(ports, job.id, {}, "key-1")).rejects.toMatchObject({
      code: "job_already_finished",
    });
    expect(await ports.jobs.get(job.id)).toEqual(before);
  });

  test("an unknown job and a wrong body are told", async () => {
    await expect(cancelJob(ports, "job_x", {}, "key-1")).rejects.toMatchObject({
      code: "job_not_found",
    });
    const body = { reason: "x".repeat(256) };
    await expect(cancelJob(ports, job.id, body, "key-1")).rejects.toMatchObject({
      problems: [{ pointer: "/reason" }],
    });
  });
});
