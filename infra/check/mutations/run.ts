import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import { evaluate, evaluateVariants } from "../evaluate-variants.ts";
import { variants } from "../graph-schema.ts";
import { root } from "../project.ts";
import type { Mutation } from "./mutation.ts";
import { mutations } from "./mutations.ts";

/**
 * `run.ts [words]`: makes each mistake of the list (or those with these words) in a copy of the program, and says which
 * are not noticed by the test that has to. Needs `sst install`.
 */
const words = process.argv[2] ?? "";
const chosen = mutations.filter((mutation) => JSON.stringify(mutation).includes(words));

/** Tests that run programs, or read files that no mistake of the list is in. */
const others = ["bundle*", "*-document", "create-admin-key*", "image*", "sst-types*"];

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

const folder = await mkdtemp(join(tmpdir(), "longhaul-mutations-"));
const survivors: string[] = [];
try {
  const intact = join(folder, "intact");
  await mkdir(intact);
  await evaluateVariants(variants, intact);
  const before = await failingTests("", intact);
  if (before.length > 0) throw new Error(`Without a mistake too, there fail: ${before.join("; ")}`);
  const left = [...chosen];
  const work = async (own: string): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      await cp(intact, own, { recursive: true });
      await tryOut(next, own);
    }
  };
  await Promise.all([work(join(folder, "one")), work(join(folder, "two"))]);
} finally {
  await rm(folder, { recursive: true, force: true });
}
const missed = survivors.length === 0 ? "all noticed" : "not noticed as they have to be:";
console.log([`${chosen.length} mistakes, ${missed}`, ...survivors].join("\n"));
process.exit(survivors.length === 0 ? 0 : 1);

async function tryOut(mutation: Mutation, graphs: string): Promise<void> {
  const complaints = await complaintsAbout(mutation, graphs);
  const isNoticed = complaints.some((complaint) => complaint.includes(mutation.fails));
  const { file, from, to } = mutation;
  const name = `${file}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`;
  console.log(`${isNoticed ? "noticed " : "SURVIVED"} ${name}`);
  if (!isNoticed) survivors.push(`${name}\n  not by: ${mutation.fails}`, ...complaints);
}

/** Titles of the tests that fail, or what the evaluation says. */
async function complaintsAbout(mutation: Mutation, graphs: string): Promise<string[]> {
  const { variant = "production", file, from, to } = mutation;
  const env = { ...process.env, MUTATION: JSON.stringify({ file, from, to }) };
  try {
    await evaluate(variant, join(graphs, `${variant}.json`), env);
  } catch (error) {
    return [String(error)];
  }
  return failingTests(file, graphs, env);
}

async function failingTests(file: string, graphs: string, env = process.env): Promise<string[]> {
  // It evaluates once more, which only mistakes about names need.
  const skipped = file === "context.ts" ? others : [...others, "stage-name*"];
  const report = join(graphs, "report");
  await runTests(skipped, report, { ...env, GRAPHS: graphs });
  const { testResults } = reportSchema.parse(JSON.parse(await readFile(report, "utf8")));
  return testResults.flatMap(({ message, assertionResults }) => [
    ...(message === "" ? [] : [message]),
    ...assertionResults.flatMap(({ status, fullName }) => (status === "failed" ? [fullName] : [])),
  ]);
}

/** Resolves when the tests have run, whether or not they fail: the report says. */
async function runTests(skipped: string[], report: string, env: NodeJS.ProcessEnv): Promise<void> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const config = join(root, "infra/check/vitest.config.ts");
  const args = [vitest, "run", "--configLoader", "native", "--config", config];
  args.push("--no-isolate", "--reporter", "json", "--outputFile", report);
  args.push(...skipped.flatMap((name) => ["--exclude", `${name}.check.test.ts`]));
  await rm(report, { force: true });
  await new Promise<void>((resolve) => {
    execFile(process.execPath, args, { env }, () => resolve());
  });
}
