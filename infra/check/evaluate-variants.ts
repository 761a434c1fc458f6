import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import type { TestProject } from "vitest/node";

import { type Variant, variants } from "./graph-schema.ts";

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
export async function evaluate(variant: string, file: string, env = process.env): Promise<void> {
  await run(process.execPath, [join(import.meta.dirname, "evaluate.ts"), variant, file], { env });
}

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the evaluated graphs, `<variant>.json`. */
    graphs: string;
  }
}
