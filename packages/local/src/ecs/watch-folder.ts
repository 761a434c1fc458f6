import { watch } from "node:fs";
import { basename } from "node:path";

import type { Clock } from "../clock.ts";
import type { TaskFolder } from "./task-folder.ts";

const checkEveryMs = 1_000;

/**
 * Calls `onChange` when something in the folder changes, and with `alsoByClock` every second besides, for
 * what changes no file: the end of a process that is not our child. Returns what ends the watch.
 */
export function watchFolder(
  clock: Clock,
  folder: TaskFolder,
  alsoByClock: boolean,
  onChange: (hasOutput: boolean) => void,
): () => void {
  const endWatch = tryWatch(folder, onChange);
  let cancel = () => {};
  const arm = () => {
    cancel = clock.at(clock.now() + checkEveryMs, () => {
      onChange(false);
      arm();
    });
  };
  // The system has a limit of watches; beyond it the clock does.
  if (alsoByClock || endWatch === undefined) arm();
  return () => {
    endWatch?.();
    cancel();
  };
}

function tryWatch(folder: TaskFolder, onChange: (hasOutput: boolean) => void) {
  const output = basename(folder.output);
  try {
    const watcher = watch(folder.path, { persistent: false });
    watcher.on("change", (_event, name) => onChange(name === output));
    watcher.on("error", () => onChange(false));
    return () => watcher.close();
  } catch {
    return undefined;
  }
}
