import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { root, sourceStamp } from "./source-stamp.ts";

const web = join(root, "packages/web");
export const webDist = join(web, "dist");
const vite = join(root, "node_modules/vite/bin/vite.js");
const stampFile = join(webDist, ".built-from");

/** Builds the dashboard when its sources are not those that it was last built from. */
export async function buildWeb(): Promise<void> {
  const stamp = await sourceStamp(
    "packages/web/{index.html,vite.config.ts}",
    "packages/web/{src,public}/**/*.*",
  );
  const isBuilt = (await readFile(stampFile, "utf8").catch(() => "")) === stamp;
  if (isBuilt) return;
  console.log("Building the dashboard …");
  // In a process of its own: a bundler's memory would stay with a server that runs for months.
  await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "warn"], { cwd: web });
  await writeFile(stampFile, stamp);
}
