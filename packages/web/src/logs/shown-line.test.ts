import { expect, test } from "vitest";

import { shownLine } from "./shown-line.ts";

test("a line of any length costs the page no more than a long one, and says how much is left out", () => {
  const { text, omitted } = shownLine("x".repeat(100_000));
  expect(text.length + omitted).toBe(100_000);
  expect(text.length).toBeLessThanOrEqual(2000);
});

test("a line that can be read is shown whole", () => {
  expect(shownLine("read 12 rows")).toEqual({ text: "read 12 rows", omitted: 0 });
});
