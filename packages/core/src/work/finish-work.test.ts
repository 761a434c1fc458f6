import { beforeEach, describe, expect, test } from "vitest";

import { beginAttempt } from "../attempt/begin-attempt.ts";
import { cancelJob } from "../job/cancel-job.ts";
import type { Job } from "../job/job.ts";
import { submitJob } from "../job/submit-job.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { finishWork } from "./finish-work.ts";
import { startWork } from "./start-work.ts";

describe("finishWork", () => {
  let ports: TestPorts;
  let job: Job;
  let work: { jobId: string; attempt: number; callbackId: string };
  const error = { code: "TypeError", message: "no" };

  beforeEach(async () => {
    ports = testPorts();
    ({ job } = await submitJob(ports, { type: "echo", input: { text: "x" } }, { createdBy: "a" }));
    work = { jobId: job.id, attempt: 1, callbackId: "callback-1" };
    ports.executions.openCallback("callback-1");
    await beginAttempt(ports, work);
    await startWork(ports, work);
  });

  test("a result is on the record and reaches the execution that waits", async () => {
    expect(await finishWork(ports, work, { result: { text: "x" } })).toEqual({
      next: "done",
      status: "succeeded",
    });
    expect(await ports.jobs.getResult(job.id)).toEqual({ text: "x" });
    expect(ports.executions.callbacks.get("callback-1")).toMatchObject({
      status: "succeeded",
      result: '{"text":"x"}',
    });
  });

  test("work without a result has the result null", async () => {
    await finishWork(ports, work, { result: undefined });
    expect(await ports.jobs.getResult(job.id)).toBeNull();
    expect(ports.executions.callbacks.get("callback-1")?.result).toBe("null");
  });

  test("an error fails the attempt and the callback", async () => {
    expect(await finishWork(ports, work, { error })).toMatchObject({ next: "attempt", attempt: 2 });
    expect(await ports.jobs.getAttempt(job.id, 1)).toMatchObject({
      end: { class: "failed", error },
    });
    expect(ports.executions.callbacks.get("callback-1")).toMatchObject({ status: "failed", error });
  });

  test("an interruption uses up no attempt", async () => {
    await finishWork(ports, work, { interrupted: error });
    expect(await ports.jobs.get(job.id)).toMatchObject({ status: "retrying", failedAttempts: 0 });
  });

  test("work that ends well though it was cancelled has succeeded", async () => {
    await cancelJob(ports, job.id, {}, "a");
    expect(await finishWork(ports, work, { result: 1 })).toMatchObject({ status: "succeeded" });
  });

  test("again, it changes nothing and completes the callback if that is missing", async () => {
    await finishWork(ports, { ...work, callbackId: "gone" }, { result: 1 });
    const before = await ports.jobs.get(job.id);
    await finishWork(ports, work, { result: 1 });
    expect(await ports.jobs.get(job.id)).toEqual(before);
    expect(ports.executions.callbacks.get("callback-1")).toMatchObject({ status: "succeeded" });
  });

  test("a result that is too large is refused with the limit, before anything is written", async () => {
    const before = await ports.jobs.get(job.id);
    const result = "x".repeat(300_000);
    await expect(finishWork(ports, work, { result })).rejects.toMatchObject({
      code: "payload_too_large",
      message: expect.stringContaining("262144"),
    });
    expect(await ports.jobs.get(job.id)).toEqual(before);
    expect(ports.executions.callbacks.get("callback-1")).toMatchObject({ status: "open" });
  });
});
