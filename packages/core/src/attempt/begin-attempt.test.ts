import { beforeEach, describe, expect, test } from "vitest";

import type { Job } from "../job/job.ts";
import { submitJob } from "../job/submit-job.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { beginAttempt } from "./begin-attempt.ts";
import { endAttempt } from "./end-attempt.ts";

describe("beginAttempt", () => {
  let ports: TestPorts;
  let job: Job;

  beforeEach(async () => {
    ports = testPorts();
    const body = {
      type: "echo",
      input: { text: "x" },
      timeouts: { jobSeconds: 100, attemptSeconds: 60, heartbeatSeconds: 7 },
      retry: { delaySeconds: 50, maxDelaySeconds: 50 },
    };
    ({ job } = await submitJob(ports, body, { createdBy: "test" }));
  });

  const fail = (attempt: number) =>
    endAttempt(ports, { jobId: job.id, attempt, end: { class: "failed", reportedBy: "worker" } });

  test("opens the attempt's record before there is a task", async () => {
    expect(await beginAttempt(ports, { jobId: job.id, attempt: 1 })).toEqual({
      begun: true,
      timeoutSeconds: 60,
      heartbeatSeconds: 7,
    });
    expect(await ports.jobs.get(job.id)).toMatchObject({ status: "queued", attempt: 1 });
    expect(await ports.jobs.getAttempt(job.id, 1)).toEqual({
      number: 1,
      createdAt: "2026-03-01T12:00:00.000Z",
      size: job.size,
      capacity: job.capacity,
      taskStates: [],
    });
  });

  test("again, it changes nothing and tells what is left of the time", async () => {
    await beginAttempt(ports, { jobId: job.id, attempt: 1 });
    const before = await ports.jobs.get(job.id);
    ports.clock.advance(20_500);
    expect(await beginAttempt(ports, { jobId: job.id, attempt: 1 })).toMatchObject({
      timeoutSeconds: 40,
    });
    expect(await ports.jobs.get(job.id)).toEqual(before);
  });

  test("the job's own limit shortens a later attempt", async () => {
    await beginAttempt(ports, { jobId: job.id, attempt: 1 });
    ports.clock.advance(10_000);
    await fail(1);
    ports.clock.advance(50_000);
    expect(await beginAttempt(ports, { jobId: job.id, attempt: 2 })).toMatchObject({
      begun: true,
      timeoutSeconds: 40,
    });
  });

  test("the next attempt cannot begin while one is open", async () => {
    await beginAttempt(ports, { jobId: job.id, attempt: 1 });
    expect(await beginAttempt(ports, { jobId: job.id, attempt: 2 })).toEqual({
      begun: false,
      outcome: { next: "wait" },
    });
    expect(await ports.jobs.getAttempt(job.id, 2)).toBeUndefined();
  });

  test("an attempt that is over does not begin again", async () => {
    await beginAttempt(ports, { jobId: job.id, attempt: 1 });
    await fail(1);
    expect(await beginAttempt(ports, { jobId: job.id, attempt: 1 })).toEqual({
      begun: false,
      outcome: { next: "attempt", attempt: 2, delaySeconds: 50 },
    });
  });

  test("attempts are not skipped", async () => {
    expect(await beginAttempt(ports, { jobId: job.id, attempt: 3 })).toMatchObject({
      begun: false,
    });
    expect(await ports.jobs.get(job.id)).toEqual(job);
  });
});
