import { accessSync, constants, statSync } from "node:fs";
import { delimiter, resolve } from "node:path";

/** Absolute path of what `name` runs, looked up as a shell would; undefined when there is none. */
export function findProgram(name: string, directory: string, path = ""): string | undefined {
  // The server's own Node, whichever comes first in PATH.
  if (name === "node") return process.execPath;
  const candidates = name.includes("/")
    ? [resolve(directory, name)]
    : path.split(delimiter).map((folder) => resolve(directory, folder, name));
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
