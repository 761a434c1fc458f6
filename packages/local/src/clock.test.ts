import { expect, test } from "vitest";

import { systemClock } from "./clock.ts";

test("nothing runs before its time", async () => {
  const early: number[] = [];
  const alarms = Array.from({ length: 500 }, (_, index) => {
    const atMs = systemClock.now() + 1 + (index % 30);
    return new Promise<void>((resolve) => {
      systemClock.at(atMs, () => {
        const leftMs = atMs - systemClock.now();
        if (leftMs > 0) early.push(leftMs);
        resolve();
      });
    });
  });
  await Promise.all(alarms);
  expect(early).toEqual([]);
});
