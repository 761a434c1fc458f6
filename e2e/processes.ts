import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

interface Process {
  pid: number;
  parent: number;
}

/** What runs on this machine; not what has ended and was only not collected by its parent yet. */
function processes(): Process[] {
  return existsSync("/proc/self/stat") ? fromProc() : fromPs();
}

export const isAlive = (pid: number): boolean => processes().some((process) => process.pid === pid);

/** The process and all that descend from it, parents first. */
export function familyOf(pid: number): number[] {
  const all = processes();
  const family = [pid];
  for (const ancestor of family) {
    family.push(...all.filter(({ parent }) => parent === ancestor).map((child) => child.pid));
  }
  return family;
}

function fromProc(): Process[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      // `pid (name) state parent …`, where the name may hold anything.
      const [state, parent] =
        readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return state === "Z" ? [] : [{ pid: Number(pid), parent: Number(parent) }];
    } catch {
      // It ended while the list was read.
      return [];
    }
  });
}

function fromPs(): Process[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
  return rows
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , state = ""]) => !state.startsWith("Z"))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}
