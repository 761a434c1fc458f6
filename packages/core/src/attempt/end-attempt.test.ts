import { beforeEach, describe, expect, test } from "vitest";

import type { Job } from "../job/job.ts";
import { submitJob } from "../job/submit-job.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { startWork } from "../work/start-work.ts";
import type { AttemptEnd, EndClass } from "./attempt.ts";
import { beginAttempt } from "./begin-attempt.ts";
import { mostPlatformEnds } from "./decide-end.ts";
import { endAttempt } from "./end-attempt.ts";

describe("endAttempt", () => {
  let ports: TestPorts;
  let job: Job;

  beforeEach(async () => {
    ports = testPorts();
    const body = {
      type: "echo",
      input: { text: "x" },
      retry: { maxAttempts: 2, delaySeconds: 10, maxDelaySeconds: 60 },
    };
    ({ job } = await submitJob(ports, body, { createdBy: "test" }));
    await begin(1);
  });

  async function begin(attempt: number): Promise<void> {
    await beginAttempt(ports, { jobId: job.id, attempt });
    await startWork(ports, { jobId: job.id, attempt });
  }

  const end = (attempt: number, endClass: EndClass, more: Partial<AttemptEnd> = {}) =>
    endAttempt(ports, {
      jobId: job.id,
      attempt,
      end: { class: endClass, reportedBy: "worker", ...more },
    });

  test("completed: the job succeeds with its result", async () => {
    const ended = { class: "completed", reportedBy: "worker" } as const;
    const outcome = await endAttempt(ports, {
      jobId: job.id,
      attempt: 1,
      end: ended,
      result: { sum: 3 },
    });
    expect(outcome).toEqual({ next: "done", status: "succeeded" });
    expect(await ports.jobs.getDetail(job.id)).toMatchObject({
      status: "succeeded",
      finishedAt: "2026-03-01T12:00:00.000Z",
      result: { sum: 3 },
      attempts: [{ end: ended, endedAt: "2026-03-01T12:00:00.000Z" }],
    });
  });

  test("failed: the next attempt is due after the delay, and the last failure is the job's", async () => {
    const error = { code: "TypeError", message: "no" };
    expect(await end(1, "failed", { error })).toEqual({
      next: "attempt",
      attempt: 2,
      delaySeconds: 10,
    });
    expect(await ports.jobs.get(job.id)).toMatchObject({ status: "retrying", error });
    await begin(2);
    expect(await end(2, "crashed")).toMatchObject({ next: "done", status: "failed" });
    expect(await ports.jobs.get(job.id)).toMatchObject({
      failedAttempts: 2,
      error: { code: "crashed" },
    });
  });

  test("failed for good: no attempt follows, and record and history say why", async () => {
    const error = { code: "no_such_file", message: "There is no file.", isRetryable: false };
    const outcome = await end(1, "failed", { error });
    expect(outcome).toEqual({ next: "done", status: "failed", error });
    expect(await ports.jobs.getDetail(job.id)).toMatchObject({
      status: "failed",
      failedAttempts: 1,
      error,
      attempts: [{ end: { class: "failed", error } }],
    });
    expect((await ports.jobs.listEvents(job.id, 0)).at(-1)?.message).toBe(
      "Attempt 1 ended and is not tried again, because no retry can mend it: There is no file.",
    );
  });

  test("ends that are the platform's doing use up no attempt", async () => {
    for (const [index, endClass] of (["interrupted", "retired", "lost"] as const).entries()) {
      expect(await end(index + 1, endClass)).toMatchObject({ next: "attempt" });
      await begin(index + 2);
    }
    expect(await ports.jobs.get(job.id)).toMatchObject({ failedAttempts: 0, platformEnds: 3 });
    expect(await end(4, "failed")).toMatchObject({ next: "attempt", attempt: 5 });
  });

  test("the platform's doing has a limit too", async () => {
    for (let attempt = 1; attempt < mostPlatformEnds; attempt += 1) {
      expect(await end(attempt, "interrupted")).toMatchObject({ next: "attempt" });
      await begin(attempt + 1);
    }
    expect(await end(mostPlatformEnds, "interrupted")).toMatchObject({ status: "failed" });
  });

  test("the first end counts; a later one, another attempt's and a repeated one change nothing", async () => {
    await end(1, "out_of_memory");
    const before = await ports.jobs.getDetail(job.id);
    await end(1, "completed");
    await end(1, "out_of_memory");
    await end(2, "failed");
    expect(await ports.jobs.getDetail(job.id)).toEqual(before);
  });

  test("of ends that come at once exactly one counts", async () => {
    const outcomes = await Promise.all([
      end(1, "completed"),
      end(1, "crashed"),
      end(1, "heartbeat_lost"),
    ]);
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    const detail = await ports.jobs.getDetail(job.id);
    expect(detail?.result !== undefined).toBe(detail?.status === "succeeded");
  });

  test("an attempt that would begin after the job's time is up makes it time out", async () => {
    ports.clock.advance((job.timeouts.jobSeconds - 5) * 1000);
    expect(await end(1, "failed")).toMatchObject({ status: "timed_out" });
    expect(await ports.jobs.get(job.id)).toMatchObject({ error: { code: "job_timed_out" } });
  });

  test("a task that somebody stopped in ECS itself cancels the job", async () => {
    expect(await end(1, "cancelled")).toEqual({ next: "done", status: "cancelled" });
  });

  test("an error that is too long for a record keeps its beginning", async () => {
    const error = {
      code: "E".repeat(1000),
      message: "m".repeat(500_000),
      stack: "s".repeat(500_000),
    };
    await end(1, "failed", { error });
    const stored = await ports.jobs.getDetail(job.id);
    expect(JSON.stringify(stored).length).toBeLessThan(100_000);
    expect(stored?.error?.message).toMatch(/^m{1000,}…$/);
  });
});
