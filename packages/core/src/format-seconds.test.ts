import { expect, test } from "vitest";

import { formatSeconds } from "./format-seconds.ts";

test.each([
  [0, "0 s"],
  [10, "10 s"],
  [90, "1 min 30 s"],
  [7200, "2 h"],
  [86_400, "1 day"],
  [90_061, "1 day 1 h 1 min 1 s"],
  [30 * 86_400, "30 days"],
])("%i seconds read %s", (seconds, words) => {
  expect(formatSeconds(seconds)).toBe(words);
});
