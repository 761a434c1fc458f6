import { fileURLToPath } from "node:url";

import { familyMemoryMb } from "./family-memory-mb.ts";
import { PlainInvoke } from "./plain-invoke.ts";
import { runMany } from "./run-many.ts";
import { withLocalAws } from "./with-local-aws.ts";

export interface MemoryAfter {
  executions: number;
  /** Server, functions and database. */
  familyMb: number;
  /** What is reachable in the server, and this load's own client. */
  liveHeapMb: number;
}

/** Memory after 2,000, 4,000 … 10,000 executions in one server. Run with `--expose-gc`. */
export function memoryOverTime(): Promise<MemoryAfter[]> {
  const options = {
    name: "three-steps",
    module: fileURLToPath(new URL("three-steps.ts", import.meta.url)),
    export: "handler",
    durable: { executionTimeoutSeconds: 60, retentionPeriodInDays: 1 },
    perExecutionEnvironmentMaxConcurrency: 64,
  };
  return withLocalAws([options], async (aws) => {
    const client = new PlainInvoke(aws.endpoint, 50);
    const rows: MemoryAfter[] = [];
    for (const executions of [2_000, 4_000, 6_000, 8_000, 10_000]) {
      await runMany(50, 2_000, async () => void (await client.invoke("three-steps:$LATEST")));
      globalThis.gc?.();
      const liveHeapMb = process.memoryUsage().heapUsed / 1024 ** 2;
      rows.push({ executions, familyMb: familyMemoryMb(), liveHeapMb });
    }
    client.close();
    return rows;
  });
}
