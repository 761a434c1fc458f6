import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import type { TestProject } from "vitest/node";

import { stages } from "./graph.ts";

const run = promisify(execFile);
let folder = "";

/** Evaluates every stage once for all tests, each in a process of its own: Pulumi keeps its state in globals. */
export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "longhaul-infra-"));
  const evaluate = join(import.meta.dirname, "evaluate.ts");
  await Promise.all(
    stages.map((stage) => run(process.execPath, [evaluate, stage, join(folder, `${stage}.json`)])),
  );
  project.provide("graphs", folder);
}

export const teardown = (): Promise<void> => rm(folder, { recursive: true, force: true });

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the evaluated graphs, `<stage>.json`. */
    graphs: string;
  }
}
