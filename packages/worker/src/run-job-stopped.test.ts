import { stopAttempt } from "@longhaul/core/attempt/stop-attempt";
import { cancelJob } from "@longhaul/core/job/cancel-job";
import { jobAtWork, taskAtWork } from "@longhaul/core/test/job-at-work";
import { testPorts } from "@longhaul/core/test/test-ports";
import type { JobRun } from "@longhaul/jobs/job-run";
import { describe, expect, test } from "vitest";

import { Terminated } from "./shutdown.ts";
import { never, work } from "./test/work.ts";

describe("told to stop", () => {
  /** Works until its signal, saving what it did. */
  const untilStopped =
    (controller: AbortController): JobRun =>
    async (_input, context) => {
      await context.saveCheckpoint({ step: 1 });
      await context.saveCheckpoint({ step: 2 });
      controller.abort(new Terminated("SIGTERM"));
      context.signal.throwIfAborted();
    };

  test("by the platform, the attempt is interrupted and the next goes on from the last checkpoint", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    const controller = new AbortController();
    const code = await work(
      ports,
      { ...task, signal: controller.signal },
      untilStopped(controller),
    );
    expect(code).toBe(143);
    expect(await ports.jobs.getDetail(task.jobId)).toMatchObject({
      status: "retrying",
      failedAttempts: 0,
      platformEnds: 1,
      attempts: [{ end: { class: "interrupted", error: { code: "interrupted" } } }],
    });
    const next = await taskAtWork(ports, { id: task.jobId }, 2);
    let found: unknown;
    await work(ports, next, async (_input, { checkpoint, attempt }) => {
      found = { checkpoint, attempt };
    });
    expect(found).toEqual({ checkpoint: { step: 2 }, attempt: 2 });
  });

  test("by a person, the job is cancelled", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    const controller = new AbortController();
    await work(ports, { ...task, signal: controller.signal }, async (input, context, own) => {
      await cancelJob(ports, task.jobId, {}, "a person");
      return untilStopped(controller)(input, context, own);
    });
    expect((await ports.jobs.get(task.jobId))?.status).toBe("cancelled");
    expect(ports.executions.callbacks.get(task.callbackId)?.status).toBe("failed");
  });

  test("a held checkpoint is stored even by code that does not react", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    const controller = new AbortController();
    void work(ports, { ...task, signal: controller.signal }, async (_input, context) => {
      await context.saveCheckpoint(1);
      await context.saveCheckpoint(2);
      controller.abort(new Terminated("SIGTERM"));
      return never();
    });
    await expect.poll(() => ports.jobs.getCheckpoint(task.jobId)).toBe(2);
  });
});

describe("an attempt that is not the current one any more", () => {
  test("does not start", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    await work(ports, task, async () => "first");
    expect(await work(ports, task, async () => "second")).toBe(0);
    expect(await ports.jobs.getResult(task.jobId)).toBe("first");
  });

  test("is aborted by its heartbeat, and says nothing more", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    const code = await work(ports, { ...task, heartbeatSeconds: 0.02 }, async (_input, context) => {
      const end = {
        class: "heartbeat_lost",
        error: { code: "heartbeat_lost", message: "Silence." },
        reportedBy: "sweep",
      } as const;
      await stopAttempt(ports, { jobId: task.jobId, attempt: 1, end });
      await new Promise((resolve) => context.signal.addEventListener("abort", resolve));
      return "too late";
    });
    expect(code).toBe(1);
    expect(await ports.jobs.get(task.jobId)).toMatchObject({
      status: "retrying",
      error: { code: "heartbeat_lost" },
    });
    expect(await ports.jobs.getResult(task.jobId)).toBeUndefined();
  });
});

test("the callback hears heartbeats while the work goes on, even when the table does not", async () => {
  const ports = testPorts();
  const task = await jobAtWork(ports);
  const callback = ports.executions.callbacks.get(task.callbackId);
  const code = await work(ports, { ...task, heartbeatSeconds: 0.02 }, async () => {
    const saveProgress = ports.jobs.saveProgress.bind(ports.jobs);
    ports.jobs.saveProgress = () => Promise.reject(new Error("away"));
    await expect.poll(() => callback?.heartbeats).toBeGreaterThan(2);
    ports.jobs.saveProgress = saveProgress;
  });
  expect(code).toBe(0);
});
