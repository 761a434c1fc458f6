import { stopAttempt } from "@longhaul/core/attempt/stop-attempt";
import { cancelJob } from "@longhaul/core/job/cancel-job";
import { jobAtWork, taskAtWork } from "@longhaul/core/test/job-at-work";
import { echoType, type TestPorts, testPorts } from "@longhaul/core/test/test-ports";
import { JobFailure } from "@longhaul/jobs/job-failure";
import { checkedRun, type JobRun } from "@longhaul/jobs/job-run";
import { describe, expect, test } from "vitest";

import { runJob } from "./run-job.ts";
import { Terminated } from "./shutdown.ts";

const settings = {
  fileRoots: [],
  allowedCommands: [],
  stopGraceSeconds: 1,
  environment: {},
};

interface Task {
  jobId: string;
  attempt: number;
  callbackId?: string;
  signal?: AbortSignal;
  heartbeatSeconds?: number;
}

function work(ports: TestPorts, task: Task, run: JobRun, lines: string[] = []): Promise<number> {
  return runJob(ports, {
    heartbeatSeconds: 300,
    signal: new AbortController().signal,
    settings,
    print: (line) => lines.push(line),
    runs: new Map([["echo", async () => run]]),
    ...task,
  });
}

const never = () => new Promise<never>(() => undefined);

describe("success", () => {
  test("the result is on the record and with the callback, the exit code 0", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    const lines: string[] = [];
    const code = await work(
      ports,
      task,
      async (input, context) => {
        context.log("at work");
        return { input, seen: new Date(0) };
      },
      lines,
    );
    expect(code).toBe(0);
    expect(lines).toEqual(["at work"]);
    expect(await ports.jobs.getDetail(task.jobId)).toMatchObject({
      status: "succeeded",
      result: { input: { text: "x" }, seen: "1970-01-01T00:00:00.000Z" },
      attempts: [{ end: { class: "completed", reportedBy: "worker" } }],
    });
    expect(ports.executions.callbacks.get(task.callbackId)).toMatchObject({
      status: "succeeded",
      result: '{"input":{"text":"x"},"seen":"1970-01-01T00:00:00.000Z"}',
    });
  });

  test("the last progress is written, however many there were, and few of the others", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    const saveProgress = ports.jobs.saveProgress.bind(ports.jobs);
    let writes = 0;
    ports.jobs.saveProgress = (...args) => {
      writes += 1;
      return saveProgress(...args);
    };
    await work(ports, task, async (_input, context) => {
      for (let done = 1; done <= 1000; done += 1) context.progress({ done, total: 1000 });
    });
    expect(writes).toBe(1);
    expect((await ports.jobs.get(task.jobId))?.progress).toMatchObject({
      done: 1000,
      percent: 100,
    });
  });

  test("after SIGTERM is success all the same", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    const controller = new AbortController();
    const code = await work(ports, { ...task, signal: controller.signal }, async () => {
      controller.abort(new Terminated("SIGTERM"));
      return "done";
    });
    expect(code).toBe(0);
    expect((await ports.jobs.get(task.jobId))?.status).toBe("succeeded");
  });

  test("the last word gets through a table that throttles", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    const save = ports.jobs.save.bind(ports.jobs);
    let refusals = 0;
    expect(
      await work(ports, task, async () => {
        ports.jobs.save = (change) => {
          refusals += 1;
          if (refusals <= 2) return Promise.reject(new Error("ProvisionedThroughputExceeded"));
          return save(change);
        };
        return "kept";
      }),
    ).toBe(0);
    expect(await ports.jobs.getResult(task.jobId)).toBe("kept");
  });
});

describe("failure", () => {
  test("what was thrown is on the record with name, message and stack, the exit code 1", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports, { retry: { maxAttempts: 1 } });
    const code = await work(ports, task, async () => {
      throw new RangeError("out of range");
    });
    expect(code).toBe(1);
    expect(await ports.jobs.get(task.jobId)).toMatchObject({
      status: "failed",
      error: {
        code: "RangeError",
        message: "out of range",
        stack: expect.stringContaining("run-job.test.ts"),
      },
    });
    expect(ports.executions.callbacks.get(task.callbackId)).toMatchObject({
      status: "failed",
      error: { code: "RangeError" },
    });
  });

  test("a failure in words has its code, and no stack", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    await work(ports, task, async () => {
      throw new JobFailure("no_such_file", "There is no file.");
    });
    expect((await ports.jobs.get(task.jobId))?.error).toEqual({
      code: "no_such_file",
      message: "There is no file.",
    });
  });

  test("an input that nobody checked before is invalid_input", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    ports.jobs.getInput = async () => ({ wrong: true });
    await work(
      ports,
      task,
      checkedRun(echoType, async ({ text }) => ({ text })),
    );
    expect((await ports.jobs.get(task.jobId))?.error).toEqual({
      code: "invalid_input",
      message: expect.stringContaining("/input/text"),
    });
  });

  test("a type that the image does not have says so", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    const code = await runJob(ports, {
      ...task,
      heartbeatSeconds: 300,
      signal: new AbortController().signal,
      settings,
      print: () => undefined,
      runs: new Map(),
    });
    expect(code).toBe(1);
    expect((await ports.jobs.get(task.jobId))?.error?.code).toBe("unknown_job_type");
  });

  test("a result that is too large says the limit and what to do", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    expect(await work(ports, task, async () => "x".repeat(300_000))).toBe(1);
    expect((await ports.jobs.get(task.jobId))?.error).toMatchObject({
      code: "payload_too_large",
      message: expect.stringMatching(/256 KB.*S3/),
    });
  });

  test("a result that is not JSON says so", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    expect(await work(ports, task, async () => 1n)).toBe(1);
    expect((await ports.jobs.get(task.jobId))?.error?.code).toBe("result_not_json");
  });
});

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
