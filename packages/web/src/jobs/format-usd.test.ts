import { expect, test } from "vitest";

import { formatUsd } from "./format-usd.ts";

test.each([
  [0, "$0"],
  [0.000016, "$0.000016"],
  [0.002149, "$0.0021"],
  [0.0445, "$0.045"],
  [0.5, "$0.50"],
  [12.3, "$12.30"],
  [1234.567, "$1,234.57"],
])("%d dollars read %s", (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});
