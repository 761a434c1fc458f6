import { expect, test } from "vitest";

import { countOperations } from "./operation-count.ts";

const start = Date.parse("2026-06-01T12:00:00.000Z");
const after = (seconds: number) => new Date(start + seconds * 1000);

const attempt = (from: number, to?: number) => ({
  createdAt: after(from).toISOString(),
  ...(to !== undefined && { endedAt: after(to).toISOString() }),
});

const job = { status: "succeeded", createdAt: after(0).toISOString(), attempts: [] } as const;

test("await: execution, begin, five an attempt, a wait between two, and the result", () => {
  const one = { ...job, pattern: "await", attempts: [attempt(0, 9)] } as const;
  expect(countOperations(one, after(9))).toBe(8);
  const two = { ...one, attempts: [attempt(0, 9), attempt(12, 30)] };
  expect(countOperations(two, after(30))).toBe(14);
  expect(countOperations({ ...two, status: "failed" }, after(30))).toBe(13);
});

test("however long it sleeps, a job that awaits its callback costs no more", () => {
  const running = { ...job, status: "running", pattern: "await", attempts: [attempt(0)] } as const;
  expect(countOperations(running, after(30_000_000))).toBe(7);
});

test("callback: each attempt has an execution of its own, which returns no result", () => {
  const one = { ...job, pattern: "callback", attempts: [attempt(0, 9)] } as const;
  expect(countOperations(one, after(9))).toBe(4);
  expect(countOperations({ ...one, attempts: [attempt(0, 9), attempt(12, 30)] }, after(30))).toBe(
    9,
  );
});

test("a job that starts later waits, which is an operation", () => {
  const startAt = after(3600).toISOString();
  const scheduled = { ...job, status: "scheduled", pattern: "await", startAt } as const;
  expect(countOperations(scheduled, after(0))).toBe(3);
});

test.each([
  // Without looks: 2 + 7 + 1.
  [60, 10 + 12],
  // Between a minute and ten the steps grow with the age.
  [600, 10 + 12 + 24],
  [6000, 10 + 12 + 24 + 90],
  // A year stays within the 3,000 of an execution.
  [31_536_000, 10 + 12 + 24 + 90 + 862],
])("sync: an attempt of %d s is looked at as often as its age says", (seconds, operations) => {
  const sync = { ...job, pattern: "sync", attempts: [attempt(0, seconds)] } as const;
  expect(countOperations(sync, after(seconds))).toBe(operations);
});
