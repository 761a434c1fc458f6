import { fileURLToPath } from "node:url";

import { familyMemoryMb } from "./family-memory-mb.ts";
import { PlainInvoke } from "./plain-invoke.ts";
import { runMany, type Load } from "./run-many.ts";
import { withLocalAwsProcess, type LocalAwsProcess } from "./with-local-aws-process.ts";

const functionModule = fileURLToPath(new URL("three-steps.ts", import.meta.url));

export interface LocalAwsLoad {
  concurrency: number;
  /** How many come before those that are timed. */
  warm: number;
  count: number;
  /** Invocations that share a process: 1 as on Lambda, 100 as can be on Lambda Managed Instances. */
  perEnvironment: number;
  type: "RequestResponse" | "Event";
}

/**
 * Three-step durable executions against the local AWS, every answer fsynced. Synchronous: `concurrency` calls at a
 * time, each until its result. Asynchronous: until the last of them has ended.
 */
export function localAwsExecutions(load: LocalAwsLoad): Promise<Load> {
  const { concurrency, warm, count, perEnvironment, type } = load;
  const options = {
    name: "three-steps",
    module: functionModule,
    export: "handler",
    durable: { executionTimeoutSeconds: 60, retentionPeriodInDays: 1 },
    perExecutionEnvironmentMaxConcurrency: perEnvironment,
  };
  return withLocalAwsProcess([options], async (aws) => {
    const client = new PlainInvoke(aws.endpoint, concurrency);
    try {
      await runMany(concurrency, warm, () => invokeAndWait(client));
      const figures =
        type === "RequestResponse"
          ? await runMany(concurrency, count, () => invokeAndWait(client))
          : await runAsync(aws, client, concurrency, count);
      return { ...figures, memoryMb: familyMemoryMb(aws.pid) };
    } finally {
      client.close();
    }
  });
}

async function invokeAndWait(client: PlainInvoke): Promise<void> {
  const result = await client.invoke("three-steps:$LATEST");
  if (result !== "3") throw new Error(`an execution answered ${result}`);
}

async function runAsync(
  aws: LocalAwsProcess,
  client: PlainInvoke,
  concurrency: number,
  count: number,
) {
  const from = performance.now();
  const { p50Ms } = await runMany(concurrency, count, async () => {
    await client.invoke("three-steps:$LATEST", "Event");
  });
  await ended(aws);
  return { perSecond: count / ((performance.now() - from) / 1000), p50Ms };
}

async function ended(aws: LocalAwsProcess): Promise<void> {
  const url = `${aws.endpoint}/2025-12-01/functions/three-steps/durable-executions?Statuses=RUNNING&MaxItems=1`;
  for (;;) {
    const response = await fetch(url);
    const { DurableExecutions } = (await response.json()) as { DurableExecutions: unknown[] };
    if (DurableExecutions.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
