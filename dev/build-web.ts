import { createHash } from "node:crypto";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const web = join(root, "packages/web");
export const webDist = join(web, "dist");
const stampFile = join(webDist, ".built-from");

/** Builds the dashboard when its sources are not those that it was last built from. */
export async function buildWeb({ watch }: { watch: boolean }): Promise<void> {
  const stamp = await sourceStamp();
  const isBuilt = (await readFile(stampFile, "utf8").catch(() => "")) === stamp;
  if (isBuilt && !watch) return;
  console.log("Building the dashboard …");
  const { build } = await import("vite");
  await build({
    root: web,
    logLevel: "warn",
    ...(watch && { build: { watch: {} } }),
  });
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
