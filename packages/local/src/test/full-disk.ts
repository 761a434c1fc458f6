import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { processesWith } from "../random-kill/processes.ts";
import { removeFolder, temporaryFolder } from "./temporary-folder.ts";

/** A folder for a server's data whose disk can be full. */
export interface FullDisk {
  readonly dataDir: string;
  /** From now on there is no room for what the server writes. */
  fill(serverPid: number): void;
  /** Without a server: for the next one. */
  makeRoom(serverPid?: number): void;
  remove(): void;
}

/** A small disk of its own. Only root may mount one. */
export function smallDisk(megabytes: number): FullDisk {
  const dataDir = temporaryFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", dataDir]);
  const filler = join(dataDir, "filler");
  return {
    dataDir,
    fill() {
      for (let kilobytes = 1_024; kilobytes >= 4;) {
        try {
          writeFileSync(filler, Buffer.alloc(kilobytes * 1_024), { flag: "a" });
        } catch {
          kilobytes /= 2;
        }
      }
    },
    makeRoom: () => rmSync(filler),
    remove() {
      execFileSync("umount", ["--lazy", dataDir]);
      removeFolder(dataDir);
    },
  };
}

/** A limit that the system sets the process: no file grows, so that every write of the database is refused. */
export function limitedFolder(): FullDisk {
  const dataDir = temporaryFolder();
  const limit = (pid: number, bytes: string) =>
    execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
  return {
    dataDir,
    fill: (pid) => limit(pid, "1"),
    makeRoom(serverPid) {
      if (serverPid === undefined) return;
      limit(serverPid, "unlimited");
      // What it has started meanwhile has its limit.
      for (const { pid } of processesWith(dataDir)) limit(pid, "unlimited");
    },
    remove: () => removeFolder(dataDir),
  };
}

/** Whether this machine lets us mount a disk, and limit a process. */
export function canFillDisks(): { mounting: boolean; limiting: boolean } {
  return {
    mounting: works(() => smallDisk(1).remove()),
    limiting: works(() => execFileSync("prlimit", ["--pid", String(process.pid), "--fsize"])),
  };
}

function works(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
