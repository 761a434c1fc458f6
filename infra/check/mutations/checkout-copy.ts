import { cpSync, globSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";

import { root } from "../project.ts";

const notCopied = new Set([
  ".git",
  ".longhaul",
  ".sst",
  ".tsc",
  "dist",
  "node_modules",
  "playwright-report",
  "test-results",
]);
/** The first has links to our own packages, which have to lead to the copies; SST takes a link of the second for a file. */
const copied = new Set(["@longhaul", "swagger-ui-dist"]);

/** A checkout to make mistakes in: our files are copied, what was installed is linked. */
export function copyCheckout(copy: string): void {
  cpSync(root, copy, { recursive: true, filter: (path) => !notCopied.has(basename(path)) });
  symlinkSync(join(root, ".sst"), join(copy, ".sst"));
  for (const nested of globSync("packages/*/node_modules", { cwd: root }))
    symlinkSync(join(root, nested), join(copy, nested));
  const installed = join(root, "node_modules");
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(installed)) {
    const [from, to] = [join(installed, name), join(copy, "node_modules", name)];
    if (copied.has(name)) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else if (!name.startsWith(".") || name === ".bin") symlinkSync(from, to);
  }
}
