import { describe, expect, test } from "vitest";

import { createEstimate } from "./estimate.ts";
import { progressSchema } from "./progress.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);

describe("percent", () => {
  test("follows from done and total, is not 100 before the job has ended", () => {
    const estimate = createEstimate();
    expect(estimate({ done: 29, total: 100 }, at(0)).percent).toBe(29);
    expect(estimate({ done: 99.999, total: 100 }, at(1)).percent).toBe(99.9);
    expect(estimate({ done: 100, total: 100 }, at(2)).percent).toBe(99.9);
    expect(estimate({ done: 120, total: 100 }, at(3)).percent).toBe(99.9);
  });

  test("never falls within a phase, although reports overtake each other", () => {
    const estimate = createEstimate();
    estimate({ done: 50, total: 100, phase: "copy" }, at(0));
    expect(estimate({ done: 40, total: 100, phase: "copy" }, at(1))).toMatchObject({
      done: 50,
      percent: 50,
    });
    expect(estimate({ done: 1, total: 100, phase: "check" }, at(2)).percent).toBe(1);
  });

  test("is absent without a total", () => {
    expect(createEstimate()({ done: 5 }, at(0))).toEqual({
      done: 5,
      updatedAt: at(0).toISOString(),
    });
  });
});

describe("rate and ETA", () => {
  test("no ETA until enough was seen to believe it", () => {
    const estimate = createEstimate();
    expect(estimate({ done: 0, total: 1000 }, at(0)).etaAt).toBeUndefined();
    expect(estimate({ done: 30, total: 1000 }, at(2)).etaAt).toBeUndefined();
    expect(estimate({ done: 45, total: 1000 }, at(3))).toMatchObject({ ratePerSecond: 15 });
    const later = estimate({ done: 100, total: 1000 }, at(10));
    expect(later.ratePerSecond).toBe(10);
    expect(later.etaAt).toBe(at(100).toISOString());
  });

  test("a resumed job's rate counts only what this attempt did", () => {
    const estimate = createEstimate();
    for (let second = 0; second <= 10; second += 1)
      estimate({ done: 900 + second, total: 1000 }, at(second));
    expect(estimate({ done: 911, total: 1000 }, at(11)).ratePerSecond).toBeCloseTo(1);
  });

  test("the rate is that of the last two minutes", () => {
    const estimate = createEstimate();
    let done = 0;
    for (let second = 0; second < 600; second += 1)
      estimate({ done: (done += 100), total: 1e6 }, at(second));
    for (let second = 600; second < 900; second += 1)
      estimate({ done: (done += 1), total: 1e6 }, at(second));
    expect(estimate({ done, total: 1e6 }, at(900)).ratePerSecond).toBeCloseTo(1, 1);
  });

  test("rare reports still give a rate", () => {
    const estimate = createEstimate();
    for (let hour = 0; hour < 5; hour += 1) estimate({ done: hour, total: 100 }, at(hour * 3600));
    const progress = estimate({ done: 5, total: 100 }, at(5 * 3600));
    expect(progress.ratePerSecond).toBeCloseTo(1 / 3600);
    expect(progress.etaAt).toBe(at(100 * 3600).toISOString());
  });

  test("work that stands still has rate 0 and no ETA", () => {
    const estimate = createEstimate();
    for (let second = 0; second <= 300; second += 1) estimate({ done: 10, total: 100 }, at(second));
    const progress = estimate({ done: 10, total: 100 }, at(301));
    expect(progress.ratePerSecond).toBe(0);
    expect(progress.etaAt).toBeUndefined();
  });

  test("another unit or total starts anew", () => {
    const estimate = createEstimate();
    for (let second = 0; second <= 20; second += 1)
      estimate({ done: second, total: 100, unit: "files" }, at(second));
    const progress = estimate({ done: 1, total: 5, unit: "tables" }, at(21));
    expect(progress.ratePerSecond).toBeUndefined();
    expect(progress.percent).toBe(20);
  });
});

test("everything that comes out is valid progress", () => {
  const estimate = createEstimate();
  for (const [index, done] of [0, 0, 1e-9, 3, 1e12].entries()) {
    const progress = estimate({ done, total: 1e12, unit: "B", phase: "p" }, at(index * 7));
    expect(progressSchema.parse(progress)).toEqual(progress);
  }
});
