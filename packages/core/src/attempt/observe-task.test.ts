import { describe, expect, test } from "vitest";

import { jobAtWork } from "../test/job-at-work.ts";
import { testPorts } from "../test/test-ports.ts";
import { finishWork } from "../work/finish-work.ts";
import { startWork } from "../work/start-work.ts";
import { observeTask } from "./observe-task.ts";

const crashed = {
  lastStatus: "STOPPED",
  stopCode: "EssentialContainerExited",
  stopReason: "Essential container in task exited",
  exitCode: 139,
};

describe("observeTask", () => {
  test("keeps each state of the task with its time", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    const createdAt = "2026-03-01T12:00:01.000Z";
    const startedAt = "2026-03-01T12:00:40.000Z";
    const running = ports.tasks.move(work.taskArn, { lastStatus: "RUNNING", createdAt, startedAt });
    const pending = { taskArn: work.taskArn, lastStatus: "PENDING", createdAt };
    await observeTask(ports, { ...work, task: running }, "event");
    await observeTask(ports, { ...work, task: pending }, "event");
    const record = await ports.jobs.getAttempt(work.jobId, 1);
    expect(record?.taskStates).toEqual([
      { status: "PROVISIONING", at: createdAt },
      { status: "RUNNING", at: startedAt },
    ]);
    expect((await ports.jobs.get(work.jobId))?.status).toBe("starting");
  });

  test("ends the attempt of a task that died without a word, and wakes its execution", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    await startWork(ports, work);
    ports.logs.append(work.taskArn, { at: "2026-03-01T12:00:00.000Z", message: "last words" });
    const task = ports.tasks.move(work.taskArn, crashed);
    await observeTask(ports, { ...work, task }, "event");
    expect(await ports.jobs.getAttempt(work.jobId, 1)).toMatchObject({
      logTail: ["last words"],
      end: { class: "crashed", exitCode: 139, stopCode: "EssentialContainerExited" },
    });
    expect(ports.executions.callbacks.get(work.callbackId)).toMatchObject({
      status: "failed",
      error: { code: "attempt_ended" },
    });
  });

  test("adds what ECS said to the end that the worker reported, and does not change it", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    await startWork(ports, work);
    await finishWork(ports, work, { result: 1 });
    const task = ports.tasks.move(work.taskArn, { ...crashed, exitCode: 0 });
    await observeTask(ports, { ...work, task }, "event");
    await observeTask(ports, { ...work, task }, "event");
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.end).toMatchObject({
      class: "completed",
      reportedBy: "worker",
      exitCode: 0,
    });
    expect((await ports.jobs.get(work.jobId))?.status).toBe("succeeded");
  });

  test("keeps a log line that is cut within a character, which no table takes half of", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    ports.logs.append(work.taskArn, {
      at: "2026-03-01T12:00:00.000Z",
      message: `x${"🚀".repeat(3000)}`,
    });
    const task = ports.tasks.move(work.taskArn, crashed);
    await observeTask(ports, { ...work, task }, "event");
    const [line = ""] = (await ports.jobs.getAttempt(work.jobId, 1))?.logTail ?? [];
    expect(line).toMatch(/^x🚀{400,}/u);
    expect(line.isWellFormed()).toBe(true);
  });

  test("tells a retired host from another interruption once ECS has said which it was", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    await startWork(ports, work);
    await finishWork(ports, work, { interrupted: { code: "interrupted", message: "SIGTERM" } });
    const task = ports.tasks.move(work.taskArn, {
      lastStatus: "STOPPED",
      stopReason:
        "ECS is performing maintenance on the underlying infrastructure hosting the task.",
      exitCode: 143,
    });
    await observeTask(ports, { ...work, task }, "event");
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.end).toMatchObject({
      class: "retired",
      error: { code: "retired", message: expect.stringContaining("performing maintenance") },
      reportedBy: "worker",
      exitCode: 143,
    });
  });

  test("wakes whoever waits for the attempt even when its log cannot be read, and asks to be called again", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    const task = ports.tasks.move(work.taskArn, crashed);
    const logs = { read: () => Promise.reject(new Error("no logs today")) };
    const observed = observeTask({ ...ports, logs }, { ...work, task }, "event");
    await expect(observed).rejects.toThrow("no logs today");
    expect(ports.executions.callbacks.get(work.callbackId)).toMatchObject({ status: "failed" });
    await observeTask(ports, { ...work, task }, "event");
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.logTail).toEqual([]);
  });

  test("in the callback pattern, gives the next attempt an execution of its own, once", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports, { pattern: "callback" });
    const task = ports.tasks.move(work.taskArn, crashed);
    await observeTask(ports, { ...work, task }, "event");
    await observeTask(ports, { ...work, task }, "event");
    expect([...ports.executions.started.keys()]).toEqual([work.jobId, `${work.jobId}-2`]);
  });

  test("a task that is missing is lost only when it is no longer new", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    const task = { taskArn: work.taskArn, lastStatus: "MISSING" };
    await observeTask(ports, { ...work, task }, "sweep");
    expect((await ports.jobs.get(work.jobId))?.status).toBe("starting");
    ports.clock.advance(121_000);
    await observeTask(ports, { ...work, task }, "sweep");
    expect((await ports.jobs.getAttempt(work.jobId, 1))?.end?.class).toBe("lost");
  });

  test("ignores the task of a job that it does not know", async () => {
    const ports = testPorts();
    const task = { taskArn: "arn", ...crashed };
    const seen = { jobId: "job_unknown", attempt: 1, task };
    await expect(observeTask(ports, seen, "event")).resolves.toBeUndefined();
  });
});
