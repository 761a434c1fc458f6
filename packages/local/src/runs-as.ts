import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Whether `pid` lives and is the process that was started with `mark` in its command line.
 * A zombie, or a stranger that was given the same pid later, is not it.
 */
export function runsAs(pid: number, mark: string): boolean {
  return commandLine(pid).includes(mark);
}

function commandLine(pid: number): string {
  try {
    // Empty for a zombie.
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    // Both fail for a pid that no process has.
    return "";
  }
}
