import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { root } from "./project.ts";

/**
 * A folder with the program, what it and SST's components read of the project, and a page in the place of the built
 * dashboard: mocks run no build. Without vite.config.ts, for which SST would write types.
 */
export function makeProject(): string {
  const project = mkdtempSync(join(tmpdir(), "longhaul-sst-"));
  cpSync(join(root, "sst.config.ts"), join(project, "sst.config.ts"));
  cpSync(join(root, "infra"), join(project, "infra"), {
    recursive: true,
    filter: (path) => path !== join(root, "infra/check"),
  });
  mkdirSync(join(project, "packages/web/dist"), { recursive: true });
  for (const used of ["node_modules", "packages/core", "packages/api"])
    symlinkSync(join(root, used), join(project, used));
  cpSync(join(root, "packages/worker"), join(project, "packages/worker"), {
    recursive: true,
    filter: (path) => !path.endsWith("node_modules"),
  });
  writeFileSync(join(project, "packages/web/dist/index.html"), "<!doctype html>");
  return project;
}

/** Makes an operator's choice in the copy, as they would in the file. */
export function choose(project: string, setting: string, value: string): void {
  const file = join(project, "infra/settings.ts");
  const text = readFileSync(file, "utf8");
  const line = new RegExp(`^  ${setting}: .*,$`, "m");
  if (!line.test(text)) throw new Error(`infra/settings.ts has no line for ${setting}.`);
  writeFileSync(file, text.replace(line, `  ${setting}: ${value},`));
}
