import { describe, expect, test } from "vitest";

import { formatRelative } from "./format-time.ts";

const now = new Date("2026-11-24T12:00:00Z");
const before = (ms: number) => new Date(now.getTime() - ms);

describe("formatRelative", () => {
  test.each([
    [400, "now"],
    [43_000, "43s ago"],
    [119_000, "1m ago"],
    [3 * 3_600_000, "3h ago"],
    [2.5 * 86_400_000, "2d ago"],
    [-5 * 60_000, "in 5m"],
  ])("%d ms before now reads %s", (ms, text) => {
    expect(formatRelative(before(ms), now)).toBe(text);
  });

  test("a week away, only the date helps", () => {
    const text = formatRelative(before(10 * 86_400_000), now);
    expect(text).toContain("14");
    expect(text).not.toContain("ago");
    expect(formatRelative(new Date("2024-02-03T12:00:00Z"), now)).toContain("2024");
  });
});
