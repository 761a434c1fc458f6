import { describe, expect, test } from "vitest";

import { untilNextLook } from "./watch-attempt.ts";

describe("untilNextLook", () => {
  const watch = {
    outcome: { next: "wait" },
    ageSeconds: 3600,
    leftSeconds: 86_400,
    failures: 0,
  } as const;

  test("a limit is looked at when it is reached", () => {
    expect(untilNextLook({ ...watch, leftSeconds: 9 })).toBe(10);
    expect(untilNextLook(watch)).toBe(60);
  });

  test("beyond the limit, looks that fail keep their distance: an execution has 3,000 operations", () => {
    expect(untilNextLook({ ...watch, leftSeconds: 0, failures: 1 })).toBe(60);
  });
});
