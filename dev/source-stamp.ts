import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Changes whenever a file does that one of the patterns matches, tests apart, or a package's version. */
export async function sourceStamp(...patterns: string[]): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(["package-lock.json", ...patterns], { cwd: root })) {
    if (!/\.test\.tsx?$/.test(file)) files.push(file);
  }
  const hash = createHash("sha256");
  for (const file of files.toSorted()) hash.update(file).update(await readFile(join(root, file)));
  return hash.digest("hex");
}
