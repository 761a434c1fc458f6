import { expect, test } from "vitest";

import { fargateMemory, nearestMemory } from "./fargate-memory.ts";

test("the smallest CPU has no 1.5 GB, the largest goes to 120 GB", () => {
  expect(fargateMemory(256)).toEqual([512, 1024, 2048]);
  expect(fargateMemory(16_384).at(-1)).toBe(122_880);
  expect(fargateMemory(2048)).toHaveLength(13);
});

test("changing the CPU keeps the memory where it can", () => {
  expect(nearestMemory(512, 2048)).toBe(2048);
  expect(nearestMemory(4096, 2048)).toBe(8192);
  expect(nearestMemory(256, 8192)).toBe(2048);
});
