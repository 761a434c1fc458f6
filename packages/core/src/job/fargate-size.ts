import { DomainError } from "../error.ts";
import type { Size } from "./job.ts";

/** Memory in MiB that Fargate offers for each CPU: from, to, step (AWS: Fargate task CPU and memory). */
const memoryByCpu: Record<number, readonly [from: number, to: number, step: number]> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16_384, 1024],
  4096: [8192, 30_720, 1024],
  8192: [16_384, 61_440, 4096],
  16_384: [32_768, 122_880, 8192],
};

/** Throws `invalid_input` when Fargate has no such combination. */
export function assertFargateSize(size: Size): void {
  const range = memoryByCpu[size.cpu];
  if (range === undefined) throw new Error(`no memory range for ${size.cpu} CPU units`);
  const [from, to, step] = range;
  // 256 CPU units alone offer 512, 1024 and 2048 but not 1536.
  const offered =
    size.memory >= from &&
    size.memory <= to &&
    (size.memory - from) % step === 0 &&
    !(size.cpu === 256 && size.memory === 1536);
  if (offered) return;
  const choice = size.cpu === 256 ? "512, 1024 or 2048" : `${from} to ${to} in steps of ${step}`;
  const message = `Fargate offers ${choice} MiB with ${size.cpu} CPU units, not ${size.memory}`;
  throw new DomainError("invalid_input", `${message}.`, [{ pointer: "/size/memory", message }]);
}
