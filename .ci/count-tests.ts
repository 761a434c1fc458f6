import { readFileSync } from "node:fs";

import { z } from "zod";

/** Adds up what the three runs of tests report, in one line. */
const vitestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
});
const browserSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), skipped: z.number() }),
});

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../test-results/${file}`, import.meta.url), "utf8"));

const unit = vitestSchema.parse(read("unit.json"));
const infra = vitestSchema.parse(read("infra.json"));
const { stats } = browserSchema.parse(read("browser.json"));

const passed = unit.numPassedTests + infra.numPassedTests + stats.expected;
const failed = unit.numFailedTests + infra.numFailedTests + stats.unexpected;
const skipped = unit.numPendingTests + infra.numPendingTests + stats.skipped;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
