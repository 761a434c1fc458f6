import { beforeEach, describe, expect, test } from "vitest";

import { beginAttempt } from "../attempt/begin-attempt.ts";
import { endAttempt } from "../attempt/end-attempt.ts";
import { cancelJob } from "../job/cancel-job.ts";
import type { Job } from "../job/job.ts";
import { submitJob } from "../job/submit-job.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { startWork } from "./start-work.ts";

describe("startWork", () => {
  let ports: TestPorts;
  let job: Job;

  beforeEach(async () => {
    ports = testPorts();
    ({ job } = await submitJob(ports, { type: "echo", input: { text: "x" } }, { createdBy: "a" }));
    await beginAttempt(ports, { jobId: job.id, attempt: 1 });
    ports.clock.advance(1000);
  });

  test("the job runs from the worker's first word, which gets the input", async () => {
    const work = await startWork(ports, { jobId: job.id, attempt: 1 });
    expect(work?.input).toEqual({ text: "x" });
    expect(work?.checkpoint).toBeUndefined();
    expect(work?.job).toMatchObject({
      status: "running",
      startedAt: "2026-03-01T12:00:01.000Z",
      heartbeatAt: "2026-03-01T12:00:01.000Z",
    });
    expect(await ports.jobs.getAttempt(job.id, 1)).toMatchObject({
      startedAt: "2026-03-01T12:00:01.000Z",
    });
  });

  test("again, it gets the same work and changes nothing", async () => {
    const first = await startWork(ports, { jobId: job.id, attempt: 1 });
    ports.clock.advance(1000);
    expect(await startWork(ports, { jobId: job.id, attempt: 1 })).toEqual(first);
  });

  test("a later attempt gets the checkpoint, starts without progress, and keeps the first start", async () => {
    await startWork(ports, { jobId: job.id, attempt: 1 });
    const at = ports.clock.now().toISOString();
    await ports.jobs.saveProgress(job.id, 1, at, { done: 5, updatedAt: at });
    await ports.jobs.saveCheckpoint(job.id, 1, { line: 7 });
    const end = { class: "interrupted", reportedBy: "event" } as const;
    await endAttempt(ports, { jobId: job.id, attempt: 1, end });
    await beginAttempt(ports, { jobId: job.id, attempt: 2 });
    ports.clock.advance(1000);
    const work = await startWork(ports, { jobId: job.id, attempt: 2 });
    expect(work?.checkpoint).toEqual({ line: 7 });
    expect(work?.job.progress).toBeUndefined();
    expect(work?.job).toMatchObject({ attempt: 2, startedAt: "2026-03-01T12:00:01.000Z" });
  });

  test("there is no work for an attempt that is not the current one", async () => {
    expect(await startWork(ports, { jobId: job.id, attempt: 2 })).toBeUndefined();
    const end = { class: "lost", reportedBy: "sweep" } as const;
    await endAttempt(ports, { jobId: job.id, attempt: 1, end });
    expect(await startWork(ports, { jobId: job.id, attempt: 1 })).toBeUndefined();
    expect(await ports.jobs.get(job.id)).toMatchObject({ status: "retrying" });
  });

  test("there is no work when the job is being cancelled", async () => {
    await cancelJob(ports, job.id, {}, "a");
    expect(await startWork(ports, { jobId: job.id, attempt: 1 })).toBeUndefined();
    expect(await ports.jobs.get(job.id)).toMatchObject({ status: "cancelling" });
  });
});
