import { fileURLToPath } from "node:url";

import { EagerClock } from "./eager-clock.ts";
import { familyMemoryMb } from "./family-memory-mb.ts";
import { PlainInvoke } from "./plain-invoke.ts";
import { withLocalAws } from "./with-local-aws.ts";

export interface LongExecution {
  /** Also the name of the module with its handler. */
  name: "map-items" | "many-polls";
  /** What its handler is to return. */
  result: string;
}

export interface LongExecutionFigures {
  ms: number;
  memoryMb: number;
}

/** One execution of many operations, its waits skipped, every answer fsynced; after one that is not measured. */
export function longExecution({ name, result }: LongExecution): Promise<LongExecutionFigures> {
  const options = {
    name,
    module: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
    export: "handler",
    durable: { executionTimeoutSeconds: 900, retentionPeriodInDays: 1 },
  };
  const measure = async ({ endpoint }: { endpoint: string }) => {
    const client = new PlainInvoke(endpoint, 1);
    const run = async () => {
      const answer = await client.invoke(`${name}:$LATEST`);
      if (answer !== result) throw new Error(`${name} answered ${answer}, not ${result}`);
    };
    try {
      await run(); // warm
      const from = performance.now();
      await run();
      return { ms: performance.now() - from, memoryMb: familyMemoryMb() };
    } finally {
      client.close();
    }
  };
  return withLocalAws([options], measure, { clock: new EagerClock() });
}
