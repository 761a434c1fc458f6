import { setTimeout as sleep } from "node:timers/promises";

import type { JobContext } from "@longhaul/core/job-type/job-context";
import { z } from "zod";

import type { Run } from "../job-run.ts";
import type { definition } from "./definition.ts";
import { causeFaults, holdMemory } from "./faults.ts";

const checkpointSchema = z.object({ workedSeconds: z.number().nonnegative() });
const checkpointEveryMs = 5000;
const longestStepMs = 500;

export const run: Run<typeof definition> = async (input, context) => {
  const { message, processingTime } = input;
  const resumedFrom = checkpointSchema.safeParse(context.checkpoint);
  const beforeSeconds = resumedFrom.success ? resumedFrom.data.workedSeconds : 0;
  if (beforeSeconds > 0) context.log(`Going on after ${beforeSeconds.toFixed(1)} s of work.`);
  const memory = holdMemory(input.memoryMb ?? 0);
  const startedAt = performance.now();
  let savedAt = startedAt;
  let lines = 0;
  for (;;) {
    const workedSeconds = beforeSeconds + (performance.now() - startedAt) / 1000;
    const leftSeconds = processingTime - workedSeconds;
    const percent = leftSeconds <= 0 ? 100 : (workedSeconds / processingTime) * 100;
    if (processingTime > 0) {
      context.progress({
        done: Math.min(workedSeconds, processingTime),
        total: processingTime,
        unit: "s",
        phase: phaseAt(percent),
      });
    }
    causeFaults(input, context.attempt, percent);
    lines = writeLines(
      context,
      lines,
      (workedSeconds - beforeSeconds) * (input.logLinesPerSecond ?? 0),
    );
    if (leftSeconds <= 0) break;

    const isStopping = context.signal.aborted && input.ignoreSigterm !== true;
    if (isStopping || performance.now() - savedAt >= checkpointEveryMs) {
      savedAt = performance.now();
      await context.saveCheckpoint({ workedSeconds });
    }
    if (isStopping) throw context.signal.reason;
    await pause(
      Math.min(longestStepMs, leftSeconds * 1000),
      input.ignoreSigterm ? undefined : context.signal,
    );
  }
  const heldMb = memory.reduce((sum, chunk) => sum + chunk.length, 0) / 1024 / 1024;
  if (heldMb > 0) context.log(`Held ${heldMb} MiB to the end.`);
  return {
    status: "success",
    message: `Processed: ${message}`,
    processingTime,
    timestamp: new Date().toISOString(),
  };
};

function phaseAt(percent: number): string {
  if (percent < 10) return "Preparing";
  return percent < 90 ? "Processing" : "Finishing";
}

function writeLines(context: JobContext, written: number, due: number): number {
  let lines = written;
  while (lines + 1 <= due) {
    lines += 1;
    context.log(`Simulated line ${lines}`);
  }
  return lines;
}

/** Ends early, without an error, when the signal aborts. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return sleep(ms);
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
