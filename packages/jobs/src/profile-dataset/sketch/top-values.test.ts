import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { TopValues, topValuesSchema } from "./top-values.ts";

function topOf(texts: string[], capacity = 8): TopValues {
  const top = new TopValues(capacity);
  for (const text of texts) top.add(text);
  return top;
}

function exactCounts(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

const stream = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom("a", "b") },
    fc.integer({ min: 0, max: 40 }).map(String),
  ),
  { maxLength: 400 },
);

test("counts are never above the truth, and exact as long as it says so", () => {
  fc.assert(
    fc.property(stream, (texts) => {
      const top = topOf(texts);
      const exact = exactCounts(texts);
      const wrong = top.top(10).filter(({ value, count }) => {
        const truth = exact.get(value) ?? 0;
        return top.isExact ? count !== truth : count > truth;
      });
      expect(wrong).toEqual([]);
      expect(top.isExact).toBe(exact.size <= 8);
      expect(top.size).toBe(Math.min(8, exact.size));
    }),
    { numRuns: 200 },
  );
});

test("a value that is more than its slot's share is always among them", () => {
  const texts = Array.from({ length: 1000 }, (_, index) =>
    index % 5 === 0 ? "often" : `${index}`,
  );
  expect(topOf(texts).top(1)).toEqual([{ value: "often", count: expect.any(Number) }]);
});

test("equal counts come in the order of their letters", () => {
  expect(
    topOf(["b", "a", "c", "c"])
      .top(10)
      .map(({ value }) => value),
  ).toEqual(["c", "a", "b"]);
});

test("long texts are told apart and shown by their start", () => {
  const long = "x".repeat(100);
  const top = topOf([`${long}1`, `${long}2`, `${long}2`]);
  expect(top.top(10).map(({ count }) => count)).toEqual([2, 1]);
  expect(top.top(1)[0]?.value).toBe(`${"x".repeat(31)}…`);
});

describe("its state", () => {
  test("stored and restored at any point, it goes on as if it had not been", () => {
    fc.assert(
      fc.property(stream, fc.nat(400), (texts, cut) => {
        const stored: unknown = JSON.parse(JSON.stringify(topOf(texts.slice(0, cut))));
        const resumed = new TopValues(8, topValuesSchema.parse(stored));
        for (const text of texts.slice(cut)) resumed.add(text);
        expect(JSON.stringify(resumed)).toBe(JSON.stringify(topOf(texts)));
      }),
      { numRuns: 100 },
    );
  });

  test("shrunk, it keeps the most frequent", () => {
    const top = topOf(["a", "b", "b", "c", "c", "c"]);
    top.shrink(2);
    expect(top.top(10)).toEqual([
      { value: "c", count: 3 },
      { value: "b", count: 2 },
    ]);
    expect(top.isExact).toBe(false);
    top.add("d");
    expect(top.top(10).map(({ value }) => value)).toEqual(["c"]);
  });
});
