import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";

import { z } from "zod";

const run = promisify(execFile);
const listSchema = z.array(z.object({ name: z.string(), file: z.string() }));
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

export interface Outcome {
  /** Titles of the tests that failed. */
  failed: string[];
  /** What was said when they did, and by files that did not load. */
  messages: string[];
}

const vitest = (checkout: string, command: string): string[] => [
  join(checkout, "node_modules/vitest/vitest.mjs"),
  command,
  "--configLoader",
  "native",
  "--config",
  join(checkout, "infra/check/vitest.config.ts"),
];

/** Titles of all tests, generated ones included, with the file of each. */
export async function listTests(checkout: string, graphs: string): Promise<Map<string, string>> {
  const args = [...vitest(checkout, "list"), "--json", "--no-static-parse"];
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, GRAPHS: graphs } });
  const tests = listSchema.parse(JSON.parse(stdout));
  const fileOf = new Map(tests.map(({ name, file }) => [name, relative(checkout, file)]));
  if (fileOf.size < tests.length) throw new Error("Two tests have the same title.");
  return fileOf;
}

/** Runs these tests of these files; all of them by default. Resolves whether or not they fail. */
export async function runTests(
  checkout: string,
  graphs: string,
  titles: string[] = [],
  files: string[] = [],
): Promise<Outcome> {
  const report = join(graphs, "report");
  await rm(report, { force: true });
  const args = [...vitest(checkout, "run"), ...files.map((file) => join(checkout, file))];
  args.push("--no-isolate", "--reporter", "json", "--outputFile", report);
  if (titles.length > 0) args.push("--testNamePattern", `^(${titles.map(asPattern).join("|")})$`);
  await new Promise<void>((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, GRAPHS: graphs } }, () => resolve());
  });
  const { testResults } = reportSchema.parse(JSON.parse(await readFile(report, "utf8")));
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed");
  return {
    failed: failed.map(({ ancestorTitles, title }) => [...ancestorTitles, title].join(" > ")),
    messages: [
      ...testResults.map(({ message }) => message).filter((message) => message !== ""),
      ...failed.flatMap(({ failureMessages }) => failureMessages),
    ],
  };
}

const asPattern = (title: string): string =>
  title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
