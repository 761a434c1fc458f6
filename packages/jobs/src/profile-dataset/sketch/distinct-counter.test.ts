import { describe, expect, test } from "vitest";

import { DistinctCounter } from "./distinct-counter.ts";

function counterOf(count: number, precision = 12): DistinctCounter {
  const counter = new DistinctCounter(precision);
  for (let index = 0; index < count; index += 1) counter.add(`value ${index}`);
  return counter;
}

test.each([0, 1, 10, 100, 1000, 10_000, 200_000])("%i different values within 5 %%", (count) => {
  expect(Math.abs(counterOf(count).estimate() - count)).toBeLessThanOrEqual(count * 0.05);
});

test("a value counts once", () => {
  const counter = counterOf(50);
  for (let index = 0; index < 50; index += 1) counter.add(`value ${index}`);
  expect(counter.estimate()).toBe(counterOf(50).estimate());
});

test("many counters are right on average", () => {
  const counts = Array.from({ length: 40 }, (_, run) => {
    const counter = new DistinctCounter(9);
    for (let index = 0; index < 3000; index += 1) counter.add(`${run}-${index}`);
    return counter.estimate();
  });
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  expect(Math.abs(mean - 3000)).toBeLessThan(3000 * 0.025);
});

describe("its state", () => {
  test("comes back from JSON", () => {
    const counter = counterOf(5000);
    const text: unknown = JSON.parse(JSON.stringify(counter));
    expect(DistinctCounter.fromJSON(String(text))).toEqual(counter);
  });

  test("shrinks to what a smaller counter would have become", () => {
    const counter = counterOf(5000, 12);
    counter.shrink(9);
    expect(JSON.stringify(counter)).toBe(JSON.stringify(counterOf(5000, 9)));
  });
});
