import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { fsyncMs } from "./fsync-ms.ts";
import type { LocalAwsLoad } from "./local-aws-executions.ts";
import type { LongExecution, LongExecutionFigures } from "./long-execution.ts";
import type { MemoryAfter } from "./memory-over-time.ts";
import type { Load } from "./run-many.ts";
import type { WholeProduct } from "./whole-product.ts";

/**
 * The same for both sides. The first `warm` are not timed: Node compiles what is used often, and that takes both cores
 * for seconds. One at a time there are few, as the test runner waits 100 ms in each.
 */
const loads = [
  { concurrency: 1, warm: 20, count: 100 },
  { concurrency: 50, warm: 2_000, count: 4_000 },
  { concurrency: 200, warm: 2_000, count: 4_000 },
];

const longExecutions: [what: string, execution: LongExecution][] = [
  ["a map over 1,000 items", { name: "map-items", result: "1000" }],
  ["a wait of 600 polls", { name: "many-polls", result: "600" }],
];

/**
 * Prints the figures. They hold for the machine and the moment: compare the ratios within one run. Each part runs in a
 * process of its own, so that memory is its own and fake timers reach nobody else.
 */
async function main(): Promise<void> {
  console.log(`An fsync takes ${fsyncMs().toFixed(2)} ms here (p50).\n`);
  console.log("Three-step durable executions, every answer fsynced:");
  for (const load of loads) await compare(load);
  console.log("\nOne long execution, its waits skipped, every answer fsynced:");
  for (const [what, execution] of longExecutions) {
    const { ms, memoryMb } = await inOwnProcess<LongExecutionFigures>("long", execution);
    console.log(`  ${what.padEnd(24)} ${(ms / 1000).toFixed(1)} s   ${memoryMb.toFixed(0)} MB`);
  }
  console.log("\nMemory while 10,000 executions run, 50 at a time:");
  for (const row of await inOwnProcess<MemoryAfter[]>("memory")) {
    const { executions, familyMb, liveHeapMb } = row;
    const live = `${liveHeapMb.toFixed(0)} MB of it live in the server`;
    console.log(`  after ${String(executions).padStart(6)}   ${familyMb.toFixed(0)} MB, ${live}`);
  }
  const whole = await inOwnProcess<WholeProduct>("whole");
  const { firstStartMs, secondStartMs, bareNodeMs, submitToFirstLineMs } = whole;
  console.log("\nThe whole product:");
  console.log(`  first start to ready       ${firstStartMs.toFixed(0)} ms`);
  console.log(`  second start to ready      ${secondStartMs.toFixed(0)} ms`);
  console.log(`  submit to first line, p50  ${submitToFirstLineMs.toFixed(0)} ms`);
  console.log(`  bare node process, p50     ${bareNodeMs.toFixed(0)} ms`);
}

async function compare(load: (typeof loads)[number]): Promise<void> {
  const runner = await inOwnProcess<Load>("test-runner", load);
  console.log(`  ${load.concurrency} at a time, ${load.count} after ${load.warm} to get warm`);
  console.log(`    LocalDurableTestRunner, in memory    ${lineOf(runner)}`);
  for (const perEnvironment of [1, 100]) {
    for (const type of ["RequestResponse", "Event"] as const) {
      const options: LocalAwsLoad = { ...load, perEnvironment, type };
      const ours = await inOwnProcess<Load>("local-aws", options);
      const sharing = perEnvironment === 1 ? "one per process" : `${perEnvironment} per process`;
      const what = `local AWS, ${sharing}, ${type === "Event" ? "async" : "sync"}`;
      const ratio = `${(ours.perSecond / runner.perSecond).toFixed(2)} x`;
      console.log(`    ${what.padEnd(36)} ${lineOf(ours)}   ${ratio}`);
    }
  }
}

const lineOf = (load: Load) =>
  [
    `${load.perSecond.toFixed(0).padStart(6)} /s`,
    `p50 ${load.p50Ms.toFixed(1).padStart(6)} ms`,
    `${load.memoryMb.toFixed(0).padStart(4)} MB`,
  ].join("   ");

async function inOwnProcess<Figures>(part: string, options: object = {}): Promise<Figures> {
  const file = fileURLToPath(new URL("part.ts", import.meta.url));
  const child = fork(file, [part, JSON.stringify(options)], { execArgv: ["--expose-gc"] });
  const [[figures]] = await Promise.all([once(child, "message"), once(child, "exit")]);
  return figures as Figures;
}

await main();
