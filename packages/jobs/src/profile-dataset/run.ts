import type { JobContext } from "@longhaul/core/job-type/job-context";
import { z } from "zod";

import type { Run } from "../job-run.ts";
import { type DatasetFormat, datasetFormat } from "./dataset-format.ts";
import { DatasetScan, type ScanState, scanStateSchema } from "./dataset-scan.ts";
import type { definition } from "./definition.ts";
import { openSource } from "./source/open-source.ts";
import type { Source } from "./source/source.ts";

const checkpointSchema = scanStateSchema.extend({
  /** What was read, and how: another source or delimiter is another profile. */
  of: z.string(),
});

export const run: Run<typeof definition> = async (input, context, { fileRoots }) => {
  const format = datasetFormat(input);
  const { signal } = context;
  const source = await openSource(input.source, { fileRoots, signal });
  const of = JSON.stringify([input.source, format, source.fingerprint]);
  const { scan, offset } = resume(format, of, context);
  const checkpoint = () => context.saveCheckpoint({ of, ...scan.state() });

  let bytes = offset;
  let savedAt = performance.now();
  try {
    for await (const chunk of source.read(offset)) {
      scan.push(chunk);
      bytes += chunk.length;
      report(context, source, bytes);
      signal.throwIfAborted();
      if (performance.now() - savedAt < input.checkpointEverySeconds * 1000) continue;
      await checkpoint();
      savedAt = performance.now();
    }
  } catch (error) {
    if (signal.aborted) await checkpoint();
    throw error;
  }
  return { source: source.name, format: format.format, bytes, ...scan.end() };
};

function resume(
  format: DatasetFormat,
  of: string,
  context: JobContext,
): { scan: DatasetScan; offset: number } {
  const parsed = checkpointSchema.safeParse(context.checkpoint);
  if (!parsed.success) return { scan: new DatasetScan(format), offset: 0 };
  if (parsed.data.of !== of) {
    context.log("The source or how to read it was changed since the checkpoint: starting over.");
    return { scan: new DatasetScan(format), offset: 0 };
  }
  const state: ScanState = parsed.data;
  context.log(`Going on at byte ${state.offset}, line ${state.line}.`);
  return { scan: new DatasetScan(format, state), offset: state.offset };
}

function report(context: JobContext, { sizeBytes }: Source, bytes: number): void {
  context.progress({
    done: bytes,
    ...(sizeBytes !== undefined && sizeBytes > 0 && { total: Math.max(sizeBytes, bytes) }),
    unit: "bytes",
    phase: "Reading",
  });
}
