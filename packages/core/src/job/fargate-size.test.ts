import { expect, test } from "vitest";

import { assertFargateSize } from "./fargate-size.ts";
import type { Size } from "./job.ts";

test.each<Size>([
  { cpu: 256, memory: 512 },
  { cpu: 256, memory: 2048 },
  { cpu: 1024, memory: 8192 },
  { cpu: 8192, memory: 20_480 },
  { cpu: 16_384, memory: 122_880 },
])("Fargate has %j", (size) => {
  expect(() => assertFargateSize(size)).not.toThrow();
});

test.each<[Size, string]>([
  [{ cpu: 256, memory: 1536 }, "512, 1024 or 2048"],
  [{ cpu: 256, memory: 4096 }, "512, 1024 or 2048"],
  [{ cpu: 512, memory: 1500 }, "1024 to 4096 in steps of 1024"],
  [{ cpu: 4096, memory: 7168 }, "8192 to 30720"],
  [{ cpu: 8192, memory: 17_408 }, "in steps of 4096"],
])("Fargate has no %j, and the message says what it has", (size, choice) => {
  expect(() => assertFargateSize(size)).toThrow(choice);
});
