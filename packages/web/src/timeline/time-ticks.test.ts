import { expect, test } from "vitest";

import { timeTicks } from "./time-ticks.ts";

test("ticks stand at round times", () => {
  const labels = timeTicks(832_000, 600).map(({ label }) => label);
  expect(labels).toEqual(["0s", "5m", "10m"]);
});

test.each([
  [300, 120],
  [832_000, 90],
  [832_000, 700],
  [366 * 86_400_000, 500],
])("labels of %d ms on %d px neither touch nor are cut", (totalMs, widthPx) => {
  const ticks = timeTicks(totalMs, widthPx);
  const places = ticks.map(({ at }) => at * widthPx);
  expect(places[0]).toBe(0);
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  expect(Math.min(90, ...gaps)).toBe(90);
  expect(widthPx - (places.at(-1) ?? 0)).toBeGreaterThanOrEqual(45);
});
