import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { root, sourceStamp } from "./source-stamp.ts";

const worker = join(root, "packages/worker");
const dist = join(worker, "dist");
const run = promisify(execFile);

/**
 * The files that the worker's image has, built when the sources have changed. Each version has a folder of its own, for
 * as long as the checkout: a job under way may still have to load a part of the one that it was started from.
 * Returns the path of the program.
 */
export async function buildWorker(): Promise<string> {
  const stamp = await sourceStamp(
    "packages/worker/build.ts",
    "packages/{core,jobs,worker}/{package.json,src/**/*.ts}",
  );
  const folder = join(dist, stamp.slice(0, 16));
  if (!(await isThere(folder))) await build(folder);
  return join(folder, "main.cjs");
}

/** The worker as it is written, for those who change it: no build, and each job takes what the sources are then. */
export const sourceWorker = join(worker, "src/main.ts");

async function build(folder: string): Promise<void> {
  await mkdir(dist, { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    await run(process.execPath, [join(worker, "build.ts"), unfinished]);
    // At once, so that nobody finds a part of it.
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true });
    // Another start may have been faster, with the same files.
    if (!(await isThere(folder))) throw error;
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
