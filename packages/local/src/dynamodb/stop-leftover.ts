import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

import { killProcess } from "../kill-process.ts";
import { runsAs } from "../runs-as.ts";

const patienceMs = 5_000;
const checkEveryMs = 10;

/** Ends the engine that an earlier server left on `dbFile`: two at once on a file are not safe. */
export async function stopLeftover(pidFile: string, dbFile: string): Promise<void> {
  const pid = await recordedPid(pidFile);
  if (pid === undefined || !runsAs(pid, dbFile)) return;
  killProcess(pid, "SIGTERM");
  // It is not our child, so that nothing tells of its end.
  for (let waitedMs = 0; runsAs(pid, dbFile); waitedMs += checkEveryMs) {
    if (waitedMs === patienceMs) killProcess(pid);
    if (waitedMs > 2 * patienceMs) throw new Error(`DynamoDB (pid ${pid}) does not end; stop it`);
    await pause(checkEveryMs);
  }
}

async function recordedPid(pidFile: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(pidFile, "utf8"));
    return pid > 0 ? pid : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
