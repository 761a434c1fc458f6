import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** For `--import`. */
export const failingDisk = new URL("./failing-disk.ts", import.meta.url).href;

export interface CliProcess {
  endpoint: string;
  pid: number;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM. Returns the exit code. */
  terminate(): Promise<number | null>;
  /** When it has ended: its exit code, and all that it said on stderr. */
  ended(): Promise<{ exitCode: number | null; said: string }>;
}

export interface CliConditions {
  /** Whether the disk fails: it does while this file is there. */
  diskFails?: string;
}

/** Runs the command until it listens. Rejects with what it says when it ends before. */
export async function spawnCli(
  args: string[],
  { diskFails }: CliConditions = {},
): Promise<CliProcess> {
  const file = join(import.meta.dirname, "../cli.js");
  const preload = diskFails === undefined ? [] : ["--import", failingDisk];
  const child = spawn(process.execPath, [...preload, file, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TEST_DISK_FAILS: diskFails },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  const exit = once(child, "close");
  const first = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    exit.then(() => {
      throw new Error(said.trim());
    }),
  ]);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exit;
    return child.exitCode;
  };
  return {
    endpoint: String(first[0]),
    pid: child.pid ?? 0,
    kill: async () => void (await end("SIGKILL")),
    terminate: () => end("SIGTERM"),
    async ended() {
      await exit;
      return { exitCode: child.exitCode, said };
    },
  };
}
