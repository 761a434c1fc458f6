import { percentile } from "./percentile.ts";

export interface Load {
  perSecond: number;
  p50Ms: number;
  memoryMb: number;
}

/** Runs `count` calls, `concurrency` at a time. */
export async function runMany(
  concurrency: number,
  count: number,
  call: () => Promise<void>,
): Promise<{ perSecond: number; p50Ms: number }> {
  const latenciesMs: number[] = [];
  let started = 0;
  const worker = async () => {
    while (started < count) {
      started += 1;
      const from = performance.now();
      await call();
      latenciesMs.push(performance.now() - from);
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - from) / 1000;
  return { perSecond: count / seconds, p50Ms: percentile(latenciesMs, 0.5) };
}
