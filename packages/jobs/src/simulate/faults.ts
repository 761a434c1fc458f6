import type { z } from "zod";

import { JobFailure } from "../job-failure.ts";
import type { definition } from "./definition.ts";

type Input = z.output<typeof definition.input>;

/** Called with the percent done: does what the input asks for at that point, if it is this attempt's to fail. */
export function causeFaults(input: Input, attempt: number, percent: number): void {
  if (input.failAttempts !== undefined && attempt > input.failAttempts) return;
  if (isReached(input.hangAt, percent)) blockForever();
  // No cleanup on the way out: that is what makes it a crash.
  if (isReached(input.crashAt, percent)) process.exit(70);
  if (isReached(input.failAt, percent)) {
    const message = input.failWith ?? `Simulated failure at ${input.failAt} %.`;
    throw new JobFailure("simulated_failure", message, { isRetryable: !input.failForGood });
  }
}

/** Memory that the process really has: pages that nobody wrote to would cost nothing. */
export function holdMemory(mebibytes: number): Buffer[] {
  const chunkMebibytes = 16;
  return Array.from({ length: Math.ceil(mebibytes / chunkMebibytes) }, (_, index) =>
    Buffer.alloc(Math.min(chunkMebibytes, mebibytes - index * chunkMebibytes) * 1024 * 1024, 1),
  );
}

const isReached = (at: number | undefined, percent: number): boolean =>
  at !== undefined && percent >= at;

/** The thread itself waits, so timers, heartbeats and signal handlers all stop. */
function blockForever(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
