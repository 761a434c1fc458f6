import type { ProcessEntry } from "./list-processes.ts";

/**
 * What belongs together, by the pid of its first: the family that this one began, if it did, which keeps those whose
 * parent has ended, and all that descend from it, which keeps those that began a family of their own.
 */
export function processFamilies(
  processes: ProcessEntry[],
  firsts: ReadonlySet<number>,
): Map<number, ProcessEntry[]> {
  const byPid = new Map(processes.map((entry) => [entry.pid, entry]));
  const families = new Map<number, ProcessEntry[]>();
  for (const entry of processes) {
    const first = firstOf(entry, byPid, firsts);
    if (first === undefined) continue;
    const members = families.get(first);
    if (members === undefined) families.set(first, [entry]);
    else members.push(entry);
  }
  return families;
}

function firstOf(
  entry: ProcessEntry,
  byPid: ReadonlyMap<number, ProcessEntry>,
  firsts: ReadonlySet<number>,
): number | undefined {
  // The list is not of one instant, so that pids given anew could make a ring.
  const seen = new Set<number>();
  for (
    let ancestor: ProcessEntry | undefined = entry;
    ancestor !== undefined && !seen.has(ancestor.pid);
    ancestor = byPid.get(ancestor.parent)
  ) {
    if (firsts.has(ancestor.pid)) return ancestor.pid;
    if (firsts.has(ancestor.family)) return ancestor.family;
    seen.add(ancestor.pid);
  }
  return undefined;
}
