import { describe, expect, test } from "vitest";

import { formatDuration, formatSeconds } from "./format-duration.ts";

describe("formatDuration", () => {
  test.each([
    [-5, "0s"],
    [0, "0s"],
    [20, "0.1s"],
    [400, "0.4s"],
    [999, "1s"],
    [42_000, "42s"],
    [59_700, "1m 00s"],
    [321_000, "5m 21s"],
    [3_599_600, "1h 00m"],
    [7_500_000, "2h 05m"],
    [273_600_000, "3d 04h"],
    [Number.NaN, "0s"],
  ])("%d ms reads %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("formatSeconds", () => {
  test.each([
    [0, "0s"],
    [45, "45s"],
    [90, "1m 30s"],
    [3600, "1h"],
    [366 * 86_400, "366d"],
  ])("%d seconds read %s", (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});
