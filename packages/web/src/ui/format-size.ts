import type { Job } from "@longhaul/api/client";

/** CPU units and MiB as people say them: `0.25 vCPU · 512 MB`. */
export function formatSize({ cpu, memory }: { cpu: number; memory: number }): string {
  return `${cpu / 1024} vCPU · ${formatMemory(memory)}`;
}

export const formatMemory = (memory: number): string =>
  memory < 1024 ? `${memory} MB` : `${memory / 1024} GB`;

export const formatCapacity = (capacity: Job["capacity"]): string =>
  capacity === "spot" ? "Fargate Spot" : "Fargate on demand";
