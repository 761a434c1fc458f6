import { createHash } from "node:crypto";
import { existsSync, watch, type FSWatcher } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file is written in several goes. */
const quietMs = 50;

/**
 * Calls `onChange` once when one of the files (SHA-256 by path) is no longer what it was. A file that is away is
 * not a change: what writes it anew removes it first. Returns what ends the watch.
 */
export function watchCode(files: Record<string, string>, onChange: () => void): () => void {
  const isOver = new AbortController();
  let dirty = new Set(Object.keys(files));
  const check = async () => {
    const paths = dirty;
    dirty = new Set();
    const states = await Promise.all([...paths].map((path) => differs(path, files[path])));
    if (isOver.signal.aborted || !states.includes(true)) return;
    end();
    onChange();
  };
  const timer = setTimeout(() => void check(), quietMs).unref();
  const watchers = [...Map.groupBy(dirty, dirname)].map(([folder, paths]) =>
    watchFolder(folder, (name) => {
      const touched = paths.filter((path) => name === null || path === join(folder, name));
      for (const path of touched) dirty.add(path);
      if (touched.length > 0) timer.refresh();
    }),
  );
  const end = () => {
    isOver.abort();
    clearTimeout(timer);
    for (const watcher of watchers) watcher?.close();
  };
  return end;
}

/** The folder and not the file: editors put a new file in the old one's place. */
function watchFolder(folder: string, touched: (name: string | null) => void) {
  const report = (error: unknown) =>
    console.error(
      `local-aws: cannot watch ${folder} (${String(error)}); restart to run changed code`,
    );
  try {
    const watcher: FSWatcher = watch(folder, { persistent: false }, (_event, name) =>
      touched(name),
    );
    return watcher.on("error", report);
  } catch (error) {
    report(error);
    return undefined;
  }
}

async function differs(path: string, hash: string | undefined): Promise<boolean> {
  try {
    const content = await readFile(path);
    return createHash("sha256").update(content).digest("hex") !== hash;
  } catch {
    // Without its folder nobody would hear of the file's return.
    return !existsSync(dirname(path));
  }
}
