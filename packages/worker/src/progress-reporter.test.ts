import type { Progress } from "@longhaul/core/progress/progress";
import { expect, test } from "vitest";

import { createProgressReporter } from "./progress-reporter.ts";

function reporter(options: { intervalMs?: number; failures?: number } = {}) {
  const written: Progress[] = [];
  const failed: unknown[] = [];
  let failures = options.failures ?? 0;
  const progress = createProgressReporter({
    intervalMs: options.intervalMs ?? 60_000,
    now: () => new Date(),
    failed: (error) => failed.push(error),
    write: async (value) => {
      if (failures-- > 0) throw new Error("throttled");
      written.push(value);
    },
  });
  return { progress, written, failed };
}

test("the first value goes out at once, what follows within the interval waits for its end", async () => {
  const { progress, written } = reporter();
  progress.report({ done: 1 });
  await expect.poll(() => written.length).toBe(1);
  for (let done = 2; done <= 500; done += 1) progress.report({ done });
  await new Promise(setImmediate);
  expect(written.map(({ done }) => done)).toEqual([1]);
  await progress.flush();
  expect(written.map(({ done }) => done)).toEqual([1, 500]);
});

test("after the interval the latest value follows by itself", async () => {
  const { progress, written } = reporter({ intervalMs: 20 });
  progress.report({ done: 1 });
  await expect.poll(() => written.length).toBe(1);
  progress.report({ done: 2 });
  progress.report({ done: 3 });
  await expect.poll(() => written.at(-1)?.done).toBe(3);
  expect(written).toHaveLength(2);
});

test("a write that fails is told and made up for", async () => {
  const { progress, written, failed } = reporter({ intervalMs: 5, failures: 2 });
  progress.report({ done: 1 });
  await expect.poll(() => written.map(({ done }) => done)).toEqual([1]);
  expect(failed).toHaveLength(2);
});

test("a flush tells its failure, and can be repeated until it works", async () => {
  const { progress, written } = reporter({ failures: 1 });
  progress.report({ done: 1 });
  await expect(progress.flush()).rejects.toThrow("throttled");
  await progress.flush();
  await progress.flush();
  expect(written).toHaveLength(1);
});

test("what is not valid is left out, never thrown at the job", async () => {
  const { progress, written } = reporter();
  progress.report({ done: NaN, total: 0, phase: "x".repeat(500), message: "fine" });
  await progress.flush();
  expect(written[0]).toEqual({
    phase: "x".repeat(120),
    message: "fine",
    updatedAt: expect.any(String),
  });
});
