import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const web = join(root, "packages/web");
export const webDist = join(web, "dist");
const vite = join(root, "node_modules/vite/bin/vite.js");
const stampFile = join(webDist, ".built-from");

/** Builds the dashboard when its sources are not those that it was last built from. */
export async function buildWeb(): Promise<void> {
  const stamp = await sourceStamp();
  const isBuilt = (await readFile(stampFile, "utf8").catch(() => "")) === stamp;
  if (isBuilt) return;
  console.log("Building the dashboard …");
  // In a process of its own: a bundler's memory would stay with a server that runs for months.
  await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "warn"], { cwd: web });
  await writeFile(stampFile, stamp);
}

/** Changes whenever a file does that the dashboard is made of. */
async function sourceStamp(): Promise<string> {
  const files = [
    join(root, "package-lock.json"),
    join(web, "index.html"),
    join(web, "vite.config.ts"),
  ];
  for await (const file of glob("{src,public}/**/*.*", { cwd: web })) files.push(join(web, file));
  const hash = createHash("sha256");
  for (const file of files.toSorted())
    hash.update(file.slice(root.length)).update(await readFile(file));
  return hash.digest("hex");
}
