import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import type { TestProject } from "vitest/node";

import { type Variant, variants } from "./graph-schema.ts";
import { root } from "./project.ts";

const run = promisify(execFile);
let made: string | undefined;

/** Evaluates every variant once for all tests, unless `GRAPHS` names a folder where that has been done. */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env["GRAPHS"];
  if (given === undefined) {
    made = await mkdtemp(join(tmpdir(), "longhaul-infra-"));
    await evaluateVariants(variants, made);
  }
  project.provide("graphs", given ?? made ?? "");
}

export async function teardown(): Promise<void> {
  if (made !== undefined) await rm(made, { recursive: true, force: true });
}

export async function evaluateVariants(which: readonly Variant[], folder: string): Promise<void> {
  const all = which.map((variant) => evaluate(variant, join(folder, `${variant}.json`)));
  await Promise.all(all);
}

/** In a process of its own: Pulumi keeps its state in globals. Rejects with what the program said. */
export async function evaluate(variant: string, file: string, checkout = root): Promise<void> {
  const program = join(checkout, "infra/check/evaluate.ts");
  // With room for what is thrown away at once, or garbage collection is a good part of the time.
  await run(process.execPath, ["--max-semi-space-size=64", program, variant, file]);
}

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the evaluated graphs, `<variant>.json`. */
    graphs: string;
  }
}
