import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

import { importKey, snapshotFile, type CodeSnapshot } from "./code-snapshot.ts";

/** From now on, imports find the modules of the snapshot as they were, whatever became of their files. */
export function restoreCode(folder: string, id: string): void {
  const { modules, imports } = readSnapshot(folder, id);
  registerHooks({
    resolve(specifier, context, next) {
      const url = imports[importKey(context.parentURL, specifier)];
      const format = url === undefined ? undefined : modules[url]?.format;
      if (url === undefined || format === undefined) return next(specifier, context);
      return { url, format, shortCircuit: true };
    },
    load(url, context, next) {
      const module = modules[url];
      return module === undefined ? next(url, context) : { ...module, shortCircuit: true };
    },
  });
}

function readSnapshot(folder: string, id: string): CodeSnapshot {
  const file = snapshotFile(folder, id);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the code that this version or execution runs cannot be read: ${reason}`, {
      cause,
    });
  }
}
