import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { startLonghaulProcess } from "../e2e/longhaul-process.ts";
import { rest } from "../e2e/rest.ts";
import { percentile } from "./percentile.ts";

export interface WholeProduct {
  firstStartMs: number;
  secondStartMs: number;
  bareNodeMs: number;
  submitToFirstLineMs: number;
}

/** `npm start` to ready, and `POST /v1/jobs` to the worker's first line, beside a bare `node` process. */
export async function wholeProduct(rounds: number): Promise<WholeProduct> {
  const dataDir = await mkdtemp(join(tmpdir(), "longhaul-bench-"));
  const firstFrom = performance.now();
  const first = await startLonghaulProcess(dataDir);
  const firstStartMs = performance.now() - firstFrom;
  for (const job of (await rest(first).list()).items) await rest(first).ended(job.id);
  await first.stop();

  const secondFrom = performance.now();
  const longhaul = await startLonghaulProcess(dataDir);
  const secondStartMs = performance.now() - secondFrom;
  try {
    const bareNode: number[] = [];
    const firstLine: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bareNode.push(await timed(() => promisify(execFile)(process.execPath, ["-e", "0"])));
      firstLine.push(await submitToFirstLine(rest(longhaul)));
    }
    return {
      firstStartMs,
      secondStartMs,
      bareNodeMs: percentile(bareNode, 0.5),
      submitToFirstLineMs: percentile(firstLine, 0.5),
    };
  } finally {
    await longhaul.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** From the moment of the request to the timestamp that the log has for the worker's first line. */
async function submitToFirstLine(api: ReturnType<typeof rest>): Promise<number> {
  const submittedAt = Date.now();
  const job = await api.submit({
    type: "simulate",
    input: { message: "bench", processingTime: 0 },
  });
  await api.ended(job.id);
  const response = await api.call(`/jobs/${job.id}/logs?limit=1`);
  const { lines } = (await response.json()) as { lines: { at: string }[] };
  const [line] = lines;
  if (line === undefined) throw new Error(`job ${job.id} printed no line`);
  return Date.parse(line.at) - submittedAt;
}
