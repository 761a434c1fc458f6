import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { z } from "zod";

import { familyOf } from "./processes.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const endpointsSchema = z.object({
  dashboard: z.string(),
  api: z.string(),
  aws: z.string(),
  apiKey: z.string(),
  region: z.string(),
  pid: z.number(),
});

/** A Longhaul as `npm start` runs it, in a process of its own. */
export interface LonghaulProcess {
  endpoints: z.infer<typeof endpointsSchema>;
  output(): string;
  /** Ctrl-C. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL to it and to everything that it started, at once. */
  killEverything(): Promise<void>;
  /** Pids of it and of everything that it started. */
  pids(): number[];
}

/** Starts it on free ports and waits until it says that it is ready. */
export async function startLonghaulProcess(
  dataDir: string,
  environment: Record<string, string> = {},
): Promise<LonghaulProcess> {
  const child = spawn(process.execPath, [join(root, "dev.js")], {
    cwd: root,
    env: { ...process.env, PORT: "0", AWS_PORT: "0", DATA_DIR: dataDir, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A test that runs out of time must not leave it behind.
  const interrupt = () => child.kill("SIGINT");
  process.once("exit", interrupt);
  child.once("exit", () => process.off("exit", interrupt));
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await untilReady(child, () => output);
  const endpoints = endpointsSchema.parse(
    JSON.parse(await readFile(join(dataDir, "endpoints.json"), "utf8")),
  );
  const pids = () => familyOf(endpoints.pid);
  return {
    endpoints,
    output: () => output,
    pids,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGINT");
      await ended;
      return child.exitCode;
    },
    async killEverything() {
      const ended = once(child, "exit");
      for (const pid of pids()) killIfAlive(pid);
      await ended;
    },
  };
}

async function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  while (!output().includes("Longhaul is ready")) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${output()}`);
    await sleep(20);
  }
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
  }
}
