import { readFile } from "node:fs/promises";

import type { ProcessEntry } from "./list-processes.ts";

/**
 * KiB that the processes of a task or a function hold and that the kernel could not take back, as a cgroup would count
 * them: pages of files do not count, and one that several share after a fork counts once. To count those means
 * a walk through the page tables, so it is only done when the plain sum, which is never less, exceeds `limitKb`.
 * Off Linux it is the plain sum of what is resident.
 */
export async function memoryInUse(processes: ProcessEntry[], limitKb: number): Promise<number> {
  if (process.platform !== "linux") {
    return sum(processes.map(({ residentKb = 0 }) => residentKb));
  }
  const plain = await kbIn(processes, "status", /^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm);
  if (plain <= limitKb) return plain;
  return kbIn(processes, "smaps_rollup", /^Pss_(?:Anon|Shmem):\s+(\d+) kB$/gm);
}

async function kbIn(processes: ProcessEntry[], file: string, lines: RegExp): Promise<number> {
  const found = await Promise.all(
    processes.map(async ({ pid }) => {
      const text = await readProc(pid, file);
      return sum([...text.matchAll(lines)].map(([, kb]) => Number(kb)));
    }),
  );
  return sum(found);
}

async function readProc(pid: number, file: string): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It ended meanwhile.
    return "";
  }
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
