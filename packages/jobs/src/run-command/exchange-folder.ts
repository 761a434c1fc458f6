import { watch } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** The files through which a program and its worker talk, in a folder of their own. */
export interface ExchangeFolder {
  environment: Record<string, string>;
  /** Text of a file; undefined when the program did not write it. */
  read(file: ExchangeFile): Promise<string | undefined>;
  /** Calls back after a file was written, possibly while it still is; one call at a time for all. */
  watch(changed: (file: ExchangeFile) => Promise<void>): { close(): Promise<void> };
  remove(): Promise<void>;
}

const files = {
  progress: "LONGHAUL_PROGRESS_FILE",
  checkpoint: "LONGHAUL_CHECKPOINT_FILE",
  result: "LONGHAUL_RESULT_FILE",
  error: "LONGHAUL_ERROR_FILE",
} as const;
export type ExchangeFile = keyof typeof files;

/** The program finds the checkpoint of an earlier attempt in its file. */
export async function createExchangeFolder(checkpoint: unknown): Promise<ExchangeFolder> {
  const folder = await mkdtemp(join(tmpdir(), "longhaul-command-"));
  const pathOf = (file: ExchangeFile) => join(folder, file);
  if (checkpoint !== undefined) await writeFile(pathOf("checkpoint"), JSON.stringify(checkpoint));
  return {
    environment: Object.fromEntries(fileNames.map((file) => [files[file], pathOf(file)])),
    read: async (file) => {
      try {
        return await readFile(pathOf(file), "utf8");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    watch: (changed) => watchFolder(folder, changed),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const fileNames: ExchangeFile[] = ["progress", "checkpoint", "result", "error"];

function watchFolder(
  folder: string,
  changed: (file: ExchangeFile) => Promise<void>,
): { close(): Promise<void> } {
  const waiting = new Set<ExchangeFile>();
  let working: Promise<void> | undefined;
  const work = async () => {
    for (const file of waiting) {
      waiting.delete(file);
      await changed(file);
    }
    working = undefined;
  };
  const watcher = watch(folder, (_event, name) => {
    const file = fileNames.find((known) => known === basename(name ?? ""));
    if (file === undefined) return;
    waiting.add(file);
    working ??= work();
  });
  return {
    close: async () => {
      watcher.close();
      await working;
    },
  };
}
