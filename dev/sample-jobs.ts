import { fileURLToPath } from "node:url";

import { submitJob } from "../packages/core/src/job/submit-job.ts";
import type { Ports } from "../packages/core/src/ports.ts";

/** Every US ZIP code with its place, 2 MB, from GeoNames; comes with the npm package `vega-datasets`. */
export const sampleDataset = fileURLToPath(
  new URL("../node_modules/vega-datasets/data/zipcodes.csv", import.meta.url),
);

/** One job for each pattern, so that the first page is alive. */
const samples = [
  {
    type: "profile-dataset",
    pattern: "await",
    name: "Profile a real data file",
    input: { source: `file:${sampleDataset}` },
  },
  {
    type: "simulate",
    pattern: "sync",
    name: "Ten seconds of progress",
    input: { message: "Hello from the sync pattern", processingTime: 10 },
  },
  {
    type: "run-command",
    pattern: "callback",
    name: "Any program, any language",
    input: {
      command: "node",
      args: [
        "-e",
        "let n = 0; const t = setInterval(() => { n += 1; console.log(`::progress ${n}/8 pages`); if (n === 8) clearInterval(t); }, 1000);",
      ],
    },
  },
];

/** Submits the samples, once for a data folder however often it is called. */
export async function submitSampleJobs(
  ports: Pick<Ports, "jobs" | "executions" | "jobTypes" | "clock">,
): Promise<void> {
  for (const sample of samples) {
    await submitJob(ports, sample, {
      createdBy: "longhaul",
      idempotencyKey: `sample-${sample.type}`,
    });
  }
}
