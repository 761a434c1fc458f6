import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Memory of a process and of all that it started. Where Linux tells, pages that they share count once. */
export function familyMemoryMb(root = process.pid): number {
  const rows = execFileSync("ps", ["-e", "-o", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([root]);
  let kilobytes = 0;
  for (const [pid = 0, parent = 0, resident = 0] of rows.toSorted(([a = 0], [b = 0]) => a - b)) {
    if (!family.has(pid) && !family.has(parent)) continue;
    family.add(pid);
    kilobytes += proportional(pid) ?? resident;
  }
  return kilobytes / 1024;
}

function proportional(pid: number): number | undefined {
  try {
    const [, kilobytes] =
      /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes);
  } catch {
    // Not Linux, or the `ps` that has ended by now.
    return undefined;
  }
}
