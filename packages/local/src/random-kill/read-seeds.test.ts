import { expect, test } from "vitest";

import { readSeeds } from "./read-seeds.ts";

test("seeds are numbers and ranges", () => {
  expect(readSeeds("7")).toEqual([7]);
  expect(readSeeds("1-3, 9")).toEqual([1, 2, 3, 9]);
});

test.each(["", "x", "3-1", "1-"])("%j is refused with what it must be", (text) => {
  expect(() => readSeeds(text)).toThrow(/it must be like 7, 1-20 or 3,5,9-12/);
});
