import type { Job } from "@longhaul/api/client";
import { describe, expect, test } from "vitest";

import { matchesFilter, mergeLiveJobs } from "./live-jobs.ts";

const job = (id: string, minute: number, more: Partial<Job> = {}): Job => ({
  id,
  type: "simulate",
  pattern: "await",
  status: "running",
  version: 1,
  tags: [],
  createdBy: "ci",
  createdAt: `2026-11-24T12:${String(minute).padStart(2, "0")}:00.000Z`,
  updatedAt: "2026-11-24T12:30:00.000Z",
  attempt: 1,
  failedAttempts: 0,
  platformEnds: 0,
  timeouts: { jobSeconds: 3600, attemptSeconds: 3600, heartbeatSeconds: 60 },
  retry: { maxAttempts: 3, delaySeconds: 1, maxDelaySeconds: 60 },
  size: { cpu: 256, memory: 512 },
  capacity: "on_demand",
  ...more,
});

const ids = (jobs: readonly Job[]) => jobs.map(({ id }) => id);

describe("mergeLiveJobs", () => {
  const page = { items: [job("b", 2), job("a", 1)], isFirst: true, hasOlder: true };

  test("a row takes the newest of its changes and keeps its place", () => {
    const changes = [job("a", 1, { version: 3 }), job("a", 1, { version: 2 })];
    const { items: merged } = mergeLiveJobs(page, changes, {}, true);
    expect(ids(merged)).toEqual(["b", "a"]);
    expect(merged[1]?.version).toBe(3);
  });

  test("a late, older change alters nothing", () => {
    const known = [job("a", 1, { version: 5, status: "succeeded" })];
    const { items: merged } = mergeLiveJobs(
      { ...page, items: known },
      [job("a", 1, { version: 4 })],
      {},
      true,
    );
    expect(merged).toEqual(known);
  });

  test("a row that matches no longer stays, with its new state", () => {
    const done = job("a", 1, { version: 2, status: "succeeded" });
    const { items: merged } = mergeLiveJobs(page, [done], { status: ["running"] }, false);
    expect(merged[1]).toEqual(done);
  });

  test("new jobs come in newest first when let in, and wait otherwise", () => {
    const changes = [job("c", 3), job("d", 4)];
    const letIn = mergeLiveJobs(page, changes, {}, true);
    expect(ids(letIn.items)).toEqual(["d", "c", "b", "a"]);
    expect(letIn.arrived).toEqual(["d", "c"]);
    const held = mergeLiveJobs(page, changes, {}, false);
    expect(ids(held.items)).toEqual(["b", "a"]);
    expect(held.waiting).toEqual(["d", "c"]);
  });

  test("old jobs of further pages and jobs that do not match never count as new", () => {
    const old = job("z", 0);
    const other = job("c", 3, { type: "run-command" });
    const merged = mergeLiveJobs(page, [old, other], { type: ["simulate"] }, true);
    expect(ids(merged.items)).toEqual(["b", "a"]);
    expect(merged.arrived).toEqual([]);
  });

  test("a job between those of a filtered page that only now matches is told of", () => {
    const failed = { status: "failed" as const };
    const items = [job("c", 3, failed), job("a", 1, failed)];
    const late = job("b", 2, { ...failed, version: 7 });
    const merged = mergeLiveJobs({ ...page, items }, [late], { status: ["failed"] }, false);
    expect(merged.waiting).toEqual(["b"]);
  });

  test("on the only page an older job that only now matches is told of", () => {
    const old = job("z", 0);
    const merged = mergeLiveJobs({ ...page, hasOlder: false }, [old], {}, false);
    expect(merged.waiting).toEqual(["z"]);
  });

  test("on an older page the jobs of the pages before it never count as new", () => {
    const newer = job("c", 3, { version: 9 });
    const merged = mergeLiveJobs({ ...page, isFirst: false }, [newer], {}, false);
    expect(merged.waiting).toEqual([]);
  });
});

test("the search finds beginnings of ids and names, whatever their case", () => {
  const named = job("job_1", 1, { name: "Nightly export" });
  expect(matchesFilter(named, { q: "nightly" })).toBe(true);
  expect(matchesFilter(named, { q: "JOB_1" })).toBe(true);
  expect(matchesFilter(named, { q: "export" })).toBe(false);
});
