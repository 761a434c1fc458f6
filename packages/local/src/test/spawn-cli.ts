import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface CliProcess {
  endpoint: string;
  pid: number;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM. Returns the exit code. */
  terminate(): Promise<number | null>;
}

/** Runs the command until it listens. Rejects with what it says when it ends before. */
export async function spawnCli(args: string[]): Promise<CliProcess> {
  const file = join(import.meta.dirname, "../cli.ts");
  const child = spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "pipe"] });
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
  };
}
