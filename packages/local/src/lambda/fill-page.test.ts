import { expect, test } from "vitest";

import { fillPage } from "./fill-page.ts";

/** Rows 1 to `count`, of so many bytes each; counts those that were read. */
function source(count: number, bytes: number) {
  let wasRead = 0;
  return {
    read(last: number | undefined, wanted: number): number[] {
      const after = last ?? 0;
      const rows = Array.from({ length: Math.min(wanted, count - after) }, (_, n) => after + n + 1);
      wasRead += rows.length;
      return rows;
    },
    sizeOf: () => bytes,
    wasRead: () => wasRead,
  };
}

test.each<[string, number, number, number | undefined]>([
  ["fewer rows than asked for are the last page", 7, 7, undefined],
  ["as many rows as asked for are the last page", 45, 45, undefined],
  ["one row more is told", 46, 45, 46],
])("%s", (_title, count, length, next) => {
  const page = fillPage(45, source(count, 10));
  expect(page.rows).toHaveLength(length);
  expect(page.next).toBe(next);
});

test("a page ends before it is larger than a response may be, and little is read beyond it", () => {
  const large = source(1_000, 1_000_000);
  expect(fillPage(1_000, large)).toEqual({ rows: [1, 2, 3, 4, 5], next: 6 });
  expect(large.wasRead()).toBeLessThan(50);
});

test("a row that is too large for any page has one of its own", () => {
  expect(fillPage(10, source(2, 6_000_000))).toEqual({ rows: [1], next: 2 });
});

test("what else is in the response leaves less room for rows", () => {
  const rows = { ...source(9, 1_000_000), otherBytes: 3_000_000 };
  expect(fillPage(10, rows).rows).toEqual([1, 2]);
});
