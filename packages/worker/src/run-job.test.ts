import { jobAtWork } from "@longhaul/core/test/job-at-work";
import { echoType, testPorts } from "@longhaul/core/test/test-ports";
import { JobFailure } from "@longhaul/jobs/job-failure";
import { checkedRun } from "@longhaul/jobs/job-run";
import { describe, expect, test } from "vitest";

import { runJob } from "./run-job.ts";
import { Terminated } from "./shutdown.ts";
import { settings, work } from "./test/work.ts";

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

  test("one that no retry can mend ends the job, on the record and at the callback", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    await work(ports, task, async () => {
      throw new JobFailure("no_such_file", "There is no file.", { isRetryable: false });
    });
    const error = { code: "no_such_file", message: "There is no file.", isRetryable: false };
    expect(await ports.jobs.get(task.jobId)).toMatchObject({ status: "failed", error });
    expect(ports.executions.callbacks.get(task.callbackId)).toMatchObject({ error });
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
      isRetryable: false,
    });
    expect((await ports.jobs.get(task.jobId))?.status).toBe("failed");
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
      isRetryable: false,
    });
  });

  test("a result that is not JSON says so", async () => {
    const ports = testPorts();
    const task = await jobAtWork(ports);
    expect(await work(ports, task, async () => 1n)).toBe(1);
    expect((await ports.jobs.get(task.jobId))?.error).toMatchObject({
      code: "result_not_json",
      isRetryable: false,
    });
  });
});
