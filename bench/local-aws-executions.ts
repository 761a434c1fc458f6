import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

import { percentile } from "./percentile.ts";

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
  const lambda = new LambdaClient({
    endpoint: aws.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const invoke = async () => {
    const answer = await lambda.send(new InvokeCommand({ FunctionName: "three-steps:$LATEST" }));
    const result = new TextDecoder().decode(answer.Payload);
    if (result !== "3") throw new Error(`an execution answered ${result}`);
  };
  try {
    await runMany(concurrency, concurrency * 4, invoke); // warm
    const latencies = await runMany(concurrency, count, invoke);
    return { ...latencies, memoryMb: familyMemoryMb() };
  } finally {
    lambda.destroy();
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

/** Resident memory of this process and of all that it started. */
function familyMemoryMb(): number {
  const rows = execFileSync("ps", ["-e", "-o", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([process.pid]);
  let kilobytes = 0;
  for (const [pid = 0, parent = 0, resident = 0] of rows.toSorted(([a = 0], [b = 0]) => a - b)) {
    if (!family.has(pid) && !family.has(parent)) continue;
    family.add(pid);
    kilobytes += resident;
  }
  return kilobytes / 1024;
}
