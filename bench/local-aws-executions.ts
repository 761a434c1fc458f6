import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { familyMemoryMb } from "./family-memory-mb.ts";
import { percentile } from "./percentile.ts";
import { PlainInvoke } from "./plain-invoke.ts";

export interface Load {
  perSecond: number;
  p50Ms: number;
  memoryMb: number;
}

const functionModule = fileURLToPath(new URL("three-steps.ts", import.meta.url));

/** Synchronous three-step executions against the local AWS, every answer fsynced, `concurrency` at a time. */
export async function localAwsExecutions(concurrency: number, count: number): Promise<Load> {
  const { startLocalAws } = await import("../packages/local/src/start.ts");
  const dataDir = await mkdtemp(join(tmpdir(), "longhaul-bench-"));
  const aws = await startLocalAws({
    dataDir,
    functions: [
      {
        name: "three-steps",
        module: functionModule,
        export: "handler",
        durable: { executionTimeoutSeconds: 60, retentionPeriodInDays: 1 },
      },
    ],
  });
  const client = new PlainInvoke(aws.endpoint, concurrency);
  const invoke = async () => {
    const result = await client.invoke("three-steps:$LATEST");
    if (result !== "3") throw new Error(`an execution answered ${result}`);
  };
  try {
    await runMany(concurrency, concurrency * 4, invoke); // warm
    const latencies = await runMany(concurrency, count, invoke);
    return { ...latencies, memoryMb: familyMemoryMb() };
  } finally {
    client.close();
    await aws.close();
    await rm(dataDir, { recursive: true, force: true });
  }
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
