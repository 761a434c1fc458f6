import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** A process that ended but was not collected by its parent, as by PID 1 of a container, does not live. */
export function isAlive(pid: number): boolean {
  const state = existsSync("/proc/self/stat") ? stateFromProc(pid) : stateFromPs(pid);
  return state !== "" && !state.startsWith("Z");
}

function stateFromProc(pid: number): string {
  try {
    // `pid (name) state …`, where the name may hold anything.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "";
  } catch {
    return "";
  }
}

const stateFromPs = (pid: number): string =>
  spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
