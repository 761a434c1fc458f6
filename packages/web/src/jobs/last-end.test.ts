import type { Attempt, JobDetail } from "@longhaul/api/client";
import { expect, test } from "vitest";

import { endAdvice } from "./end-advice.ts";
import { lastEnd } from "./last-end.ts";

const at = "2026-11-24T12:00:00.000Z";

const attempt = (number: number, end?: Attempt["end"]): Attempt => ({
  number,
  createdAt: at,
  size: { cpu: 256, memory: 512 },
  capacity: "on_demand",
  taskStates: [],
  ...(end && { end }),
});

const detail = (more: Partial<JobDetail>): JobDetail => ({
  id: "job_1",
  type: "simulate",
  pattern: "await",
  status: "failed",
  version: 9,
  tags: [],
  createdBy: "ci",
  createdAt: at,
  updatedAt: at,
  attempt: 1,
  failedAttempts: 1,
  platformEnds: 0,
  timeouts: { jobSeconds: 3600, attemptSeconds: 3600, heartbeatSeconds: 60 },
  retry: { maxAttempts: 1, delaySeconds: 1, maxDelaySeconds: 60 },
  size: { cpu: 256, memory: 512 },
  capacity: "on_demand",
  input: {},
  attempts: [],
  cost: {
    usd: 0,
    tasksUsd: 0,
    operationsUsd: 0,
    region: "us-east-1",
    pricesOf: "2026-06",
    isEstimate: false,
  },
  ...more,
});

test("the last attempt that ended explains the job, with everything ECS said", () => {
  const end = lastEnd(
    detail({
      attempts: [
        attempt(1, { class: "interrupted", reportedBy: "event" }),
        attempt(2, {
          class: "out_of_memory",
          exitCode: 137,
          stopCode: "EssentialContainerExited",
          containerReason: "OutOfMemoryError: container killed",
          error: { code: "out_of_memory", message: "Killed at 2 GB." },
          reportedBy: "event",
        }),
        attempt(3),
      ],
    }),
  );
  expect(end.what).toBe(endAdvice.out_of_memory.what);
  expect(end.why).toBe("Killed at 2 GB.");
  expect(end.attempt?.number).toBe(2);
  expect(end.facts.map(({ value }) => value)).toEqual([
    "137",
    "EssentialContainerExited",
    "OutOfMemoryError: container killed",
  ]);
});

test("a job whose own limit was reached says so, whatever its last attempt says", () => {
  const attempts = [attempt(1, { class: "cancelled", reportedBy: "sweep" })];
  expect(lastEnd(detail({ status: "timed_out", attempts })).what).toBe(endAdvice.timed_out.what);
});

test("a job that failed before any attempt is explained by its own error", () => {
  const end = lastEnd(detail({ error: { code: "start_failed", message: "no image" } }));
  expect(end).toMatchObject({ why: "no image", code: "start_failed", facts: [] });
});

test("a job that failed for good says that it was not tried again, and what was left", () => {
  const error = { code: "no_such_file", message: "There is no file.", isRetryable: false };
  const retry = { maxAttempts: 3, delaySeconds: 1, maxDelaySeconds: 60 };
  const noticeOf = (more: Partial<JobDetail>) =>
    lastEnd(detail({ error, retry, ...more })).notRetried;
  expect(noticeOf({})).toBe(
    "The error says that no retry can mend it, so 2 more attempts were not made.",
  );
  expect(noticeOf({ failedAttempts: 2 })).toMatch(/so the attempt that was left was not made\.$/);
  expect(noticeOf({ failedAttempts: 3 })).toBe("The error says that no retry can mend it.");
  expect(noticeOf({ error: { code: "Error", message: "busy" } })).toBeUndefined();
  expect(noticeOf({ status: "cancelled" })).toBeUndefined();
});

test("an interruption is laid to Spot only when ECS says that it was Spot", () => {
  const interrupted = { class: "interrupted", reportedBy: "worker" } as const;
  const whatOf = (end: Attempt["end"]) => lastEnd(detail({ attempts: [attempt(1, end)] })).what;
  expect(whatOf({ ...interrupted, stopCode: "SpotInterruption" })).toMatch(/Spot/);
  expect(whatOf(interrupted)).not.toMatch(/Spot/);
  expect(whatOf({ ...interrupted, stopReason: "ECS is performing maintenance" })).not.toMatch(
    /Spot/,
  );
});
