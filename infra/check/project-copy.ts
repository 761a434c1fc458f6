import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { root } from "./project.ts";

/**
 * A folder with what SST's components read of the project, and a page in the place of the built dashboard: mocks run no
 * build. Without vite.config.ts, for which SST would write types.
 */
export function makeProject(): string {
  const project = mkdtempSync(join(tmpdir(), "longhaul-sst-"));
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  cpSync(join(root, "packages/worker"), join(project, "packages/worker"), {
    recursive: true,
    filter: (path) => !path.endsWith("node_modules"),
  });
  mkdirSync(join(project, "packages/web/dist"), { recursive: true });
  writeFileSync(join(project, "packages/web/dist/index.html"), "<!doctype html>");
  return project;
}
