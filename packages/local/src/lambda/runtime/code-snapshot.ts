import { join } from "node:path";

/**
 * The modules that a handler consists of, as they were when it was loaded: enough to load it again when the files
 * have changed. Packages in `node_modules` are not among them.
 */
export interface CodeSnapshot {
  /** By URL. */
  modules: Record<string, { format: string; source: string }>;
  /** Where an import led, by `importKey`. */
  imports: Record<string, string>;
}

/** What a process loaded. */
export interface LoadedCode {
  /** The same for the same modules. */
  id: string;
  /** SHA-256 of each module's file, by path. */
  files: Record<string, string>;
}

export function codeFolder(dataDir: string): string {
  return join(dataDir, "code");
}

export function snapshotFile(folder: string, id: string): string {
  return join(folder, `${id}.json`);
}

export function importKey(parentUrl: string | undefined, specifier: string): string {
  return `${parentUrl ?? ""} ${specifier}`;
}
