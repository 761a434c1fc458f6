import { expect, test } from "vitest";

import { formatAmount, formatBytes } from "./format-number.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [2_018_388, "2 MB"],
  [1_540_000, "1.5 MB"],
  [250_000_000_000, "250 GB"],
])("%d bytes read %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test("an amount carries its unit, bytes their steps", () => {
  expect(formatAmount(12, "files")).toBe("12 files");
  expect(formatAmount(1_540_000, "bytes")).toBe("1.5 MB");
  expect(formatAmount(3)).toBe("3");
});
