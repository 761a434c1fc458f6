import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { vi } from "vitest";

import type { LocalAwsOptions } from "../options.ts";
import { spawnTestAws, type SpawnedAws } from "../test/spawn-test-aws.ts";

/** The command on one folder and one port, killed and started again. */
export class MortalServer {
  /** How often one was started. */
  starts = 1;
  readonly #options: Partial<LocalAwsOptions>;
  #running: SpawnedAws;

  private constructor(running: SpawnedAws, options: Partial<LocalAwsOptions>) {
    this.#running = running;
    this.#options = { ...options, port: Number(new URL(running.endpoint).port) };
  }

  static async start(folder: string, options: Partial<LocalAwsOptions>): Promise<MortalServer> {
    return new MortalServer(await spawnTestAws(folder, options), options);
  }

  get pid(): number {
    return this.#running.pid;
  }

  get client(): SpawnedAws["client"] {
    return this.#running.client;
  }

  kill(): Promise<void> {
    return this.#running.kill();
  }

  async startAgain(): Promise<void> {
    this.starts += 1;
    this.#running = await spawnTestAws(this.#running.dataDir, this.#options);
  }

  /** Starts one that is killed as soon as it has taken the folder. */
  async startStillborn(): Promise<void> {
    this.starts += 1;
    const { dataDir } = this.#running;
    const cli = join(import.meta.dirname, "../cli.js");
    const child = spawn(process.execPath, [cli, "--config", join(dataDir, "config.json")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
    const exit = once(child, "exit");
    const pidFile = join(dataDir, "server.pid");
    await vi.waitFor(
      () => {
        const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8")) : 0;
        if (pid !== child.pid) throw new Error(`it has not taken the folder yet: ${said}`);
      },
      { timeout: 20_000, interval: 5 },
    );
    child.kill("SIGKILL");
    await exit;
  }

  async end(): Promise<void> {
    await this.#running.terminate();
  }
}
