import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { Load } from "./local-aws-executions.ts";
import type { WholeProduct } from "./whole-product.ts";

/**
 * Prints the figures. They hold for the machine and the moment: compare the ratios within one run. Each part runs in a
 * process of its own, so that memory is its own and fake timers reach nobody else.
 */
async function main(): Promise<void> {
  console.log("Three-step durable executions, synchronous, every answer fsynced:");
  for (const [concurrency, count] of [
    [1, 100],
    [50, 1_000],
  ] as const) {
    const ours = await inOwnProcess<Load>("local-aws", concurrency, count);
    const theirs = await inOwnProcess<Load>("test-runner", concurrency, count);
    console.log(`  ${concurrency} at a time`);
    console.log(`    local AWS                ${lineOf(ours)}`);
    console.log(`    LocalDurableTestRunner   ${lineOf(theirs)}   (in memory)`);
    console.log(`    ratio                    ${(ours.perSecond / theirs.perSecond).toFixed(2)}`);
  }
  const whole = await inOwnProcess<WholeProduct>("whole", 0, 10);
  const { firstStartMs, secondStartMs, bareNodeMs, submitToFirstLineMs } = whole;
  console.log("\nThe whole product:");
  console.log(`  first start to ready       ${firstStartMs.toFixed(0)} ms`);
  console.log(`  second start to ready      ${secondStartMs.toFixed(0)} ms`);
  console.log(`  submit to first line, p50  ${submitToFirstLineMs.toFixed(0)} ms`);
  console.log(`  bare node process, p50     ${bareNodeMs.toFixed(0)} ms`);
}

const lineOf = (load: Load) =>
  [
    `${load.perSecond.toFixed(0).padStart(6)} /s`,
    `p50 ${load.p50Ms.toFixed(1).padStart(6)} ms`,
    `${load.memoryMb.toFixed(0).padStart(4)} MB`,
  ].join("   ");

async function inOwnProcess<Figures>(
  part: string,
  concurrency: number,
  count: number,
): Promise<Figures> {
  const child = fork(fileURLToPath(new URL("part.ts", import.meta.url)), [
    part,
    String(concurrency),
    String(count),
  ]);
  const [[figures]] = await Promise.all([once(child, "message"), once(child, "exit")]);
  return figures as Figures;
}

await main();
