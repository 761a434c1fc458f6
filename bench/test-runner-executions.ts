import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";

import { familyMemoryMb } from "./family-memory-mb.ts";
import type { LocalAwsLoad } from "./local-aws-executions.ts";
import { runMany, type Load } from "./run-many.ts";
import { handler } from "./three-steps.ts";

/** The same executions in the SDK's in-memory test runner, real timers, nothing on disk. */
export async function testRunnerExecutions({
  concurrency,
  warm,
  count,
}: Pick<LocalAwsLoad, "concurrency" | "warm" | "count">): Promise<Load> {
  await LocalDurableTestRunner.setupTestEnvironment();
  const run = async () => {
    const runner = new LocalDurableTestRunner({ handlerFunction: handler });
    const result = await runner.run();
    if (result.getResult() !== 3) throw new Error("a run did not answer 3");
  };
  try {
    await runMany(concurrency, warm, run);
    const latencies = await runMany(concurrency, count, run);
    return { ...latencies, memoryMb: familyMemoryMb() };
  } finally {
    await LocalDurableTestRunner.teardownTestEnvironment();
  }
}
