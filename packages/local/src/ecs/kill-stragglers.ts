import { readdirSync, readFileSync } from "node:fs";

import { killProcess } from "../kill-process.ts";

/**
 * Kills what is left of a container whose shell is gone and what had left its process group, found by the
 * task's runtime id in its environment: nothing outlives a container on Fargate. Only where there is a /proc.
 */
export function killStragglers(runtimeId: string): void {
  if (process.platform !== "linux") return;
  for (const name of readdirSync("/proc")) {
    if (/^\d+$/.test(name) && environmentOf(name).includes(runtimeId)) killProcess(Number(name));
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    // It ended, or belongs to someone else.
    return "";
  }
}
