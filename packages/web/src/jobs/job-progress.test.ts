import type { Job } from "@longhaul/api/client";
import { describe, expect, test } from "vitest";

import { progressAmount, progressNote } from "./job-progress.ts";

const now = Date.parse("2026-11-24T12:00:00.000Z");
const updatedAt = "2026-11-24T12:00:00.000Z";

const job = (status: Job["status"], progress: Partial<NonNullable<Job["progress"]>>): Job => ({
  id: "job_1",
  type: "simulate",
  pattern: "await",
  status,
  version: 1,
  tags: [],
  createdBy: "ci",
  createdAt: updatedAt,
  updatedAt,
  attempt: 1,
  failedAttempts: 0,
  platformEnds: 0,
  timeouts: { jobSeconds: 3600, attemptSeconds: 3600, heartbeatSeconds: 60 },
  retry: { maxAttempts: 3, delaySeconds: 1, maxDelaySeconds: 60 },
  size: { cpu: 256, memory: 512 },
  capacity: "on_demand",
  progress: { updatedAt, ...progress },
});

describe("progressNote", () => {
  test("a running job says how long it takes still", () => {
    const etaAt = "2026-11-24T12:11:37.000Z";
    expect(progressNote(job("running", { percent: 13, etaAt }), now)).toBe("11m 37s left");
  });

  test("an estimate that has passed does not count below zero", () => {
    const etaAt = "2026-11-24T11:59:00.000Z";
    expect(progressNote(job("running", { percent: 99, etaAt }), now)).toBe("finishing");
  });

  test("a job that ended says where it stopped, never how long it takes still", () => {
    const etaAt = "2026-11-24T12:11:37.000Z";
    expect(progressNote(job("failed", { percent: 41.9, etaAt }), now)).toBe("stopped at 41%");
  });

  test("without a total it counts", () => {
    expect(progressNote(job("running", { done: 12, unit: "files" }), now)).toBe("12 files");
  });
});

test("amounts read in their unit", () => {
  expect(progressAmount({ done: 142, total: 400, unit: "files", updatedAt })).toBe(
    "142 of 400 files",
  );
  expect(progressAmount({ done: 1_500_000, total: 2_000_000, unit: "bytes", updatedAt })).toBe(
    "1.5 MB of 2 MB",
  );
  expect(progressAmount({ updatedAt })).toBe("");
});
