import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { Engine } from "./engine.ts";
import { codeFolder } from "./runtime/code-snapshot.ts";

/** Before any process writes there: what a change made useless is kept until the server's next start. */
export function removeUnusedCode({ machine, pinnedCodes, versions }: Engine): void {
  const folder = codeFolder(machine.dataDir);
  const inUse = new Set([...pinnedCodes.inUse(), ...versions.codesInUse()]);
  for (const name of filesIn(folder)) {
    if (!inUse.has(name.replace(/\.json$/, ""))) rmSync(join(folder, name));
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
