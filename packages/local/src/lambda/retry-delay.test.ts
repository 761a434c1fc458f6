import { expect, test } from "vitest";

import { retryDelayMs } from "./retry-delay.ts";

test.each([
  ["Runtime.ExitError", [0, 0, 0, 1_000, 2_000, 4_000]],
  ["Extension.Crash", [0, 0, 0, 1_000, 2_000, 4_000]],
  ["Sandbox.Timedout", [1_000, 2_000, 4_000, 8_000, 16_000, 32_000]],
  ["TypeError", [1_000, 2_000, 4_000, 8_000, 16_000, 32_000]],
])("an invocation that fails with %s again and again is repeated after %j ms", (type, delays) => {
  expect(delays.map((_, index) => retryDelayMs(type, index + 1))).toEqual(delays);
});

test("a delay grows to five minutes and no further", () => {
  expect([9, 10, 1_000].map((failures) => retryDelayMs("TypeError", failures))).toEqual([
    256_000, 300_000, 300_000,
  ]);
});
