import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { type TestContext, testContext, testSettings } from "../test/test-context.ts";
import { datasetFormat } from "./dataset-format.ts";
import { definition } from "./definition.ts";
import { run } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "longhaul-profile-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "numbers.csv");
const lines = Array.from({ length: 60_000 }, (_, index) => `${index},${(index * 7919) % 1009}`);
writeFileSync(path, `id,value\n${lines.join("\n")}\n`);

const profileFile = (context: TestContext, input: object = {}) =>
  run(
    definition.input.parse({ source: `file:${path}`, ...input }),
    context,
    testSettings({ fileRoots: [folder] }),
  );

test("profiles a file with progress in bytes to its end", async () => {
  const context = testContext();
  const result = definition.result.parse(await profileFile(context));
  expect(result).toMatchObject({ source: path, format: "csv", rows: 60_000 });
  expect(context.reports.at(-1)).toEqual({
    done: result.bytes,
    total: result.bytes,
    unit: "bytes",
    phase: "Reading",
  });
});

test("told to stop it saves, and the next attempt goes on from there to the same result", async () => {
  const unbroken = await profileFile(testContext());
  const reason = new Error("told to stop");
  let checkpoint: unknown;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const context = testContext({
      checkpoint,
      attempt,
      onProgress: (_report, self) => self.abort(reason),
    });
    await expect(profileFile(context)).rejects.toBe(reason);
    expect(context.saved).toHaveLength(1);
    [checkpoint] = context.saved;
  }
  const last = testContext({ checkpoint, attempt: 4 });
  expect(await profileFile(last)).toEqual(unbroken);
  expect(last.lines[0]).toMatch(/^Going on at byte [1-9]/);
});

test("saves as often as asked", async () => {
  const context = testContext();
  await profileFile(context, { checkpointEverySeconds: 0 });
  expect(context.saved.length).toBeGreaterThan(3);
});

test("a file that was changed since is read anew", async () => {
  const before = testContext();
  await profileFile(before, { checkpointEverySeconds: 0 });
  writeFileSync(path, "id,value\n1,2\n");
  const after = testContext({ checkpoint: before.saved.at(-1) });
  expect(await profileFile(after)).toMatchObject({ rows: 1 });
  expect(after.lines).toEqual([expect.stringContaining("starting over")]);
});

test("the format follows from the extension unless it is said", () => {
  expect(datasetFormat({ source: "https://x.test/a.TSV?x=.csv" })).toEqual({
    format: "csv",
    delimiter: "\t",
  });
  expect(datasetFormat({ source: "file:/a.txt", format: "csv" })).toEqual({
    format: "csv",
    delimiter: ",",
  });
  expect(datasetFormat({ source: "s3://b/a.jsonl" })).toEqual({ format: "ndjson" });
  expect(() => datasetFormat({ source: "file:/folder.csv/data" })).toThrow(
    expect.objectContaining({
      message: expect.stringContaining("Set format"),
      isRetryable: false,
    }),
  );
});
