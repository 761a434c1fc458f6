import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import type { Machine } from "../service.ts";
import { engineBinary } from "./engine-binary.ts";
import { freeAddress, type Address } from "./free-address.ts";
import { stopLeftover } from "./stop-leftover.ts";

/** Writes its pid before it becomes the engine, so that no engine runs unrecorded. */
const launcher = 'echo $$ > "$0" && exec "$@"';
const longestPauseMs = 5_000;

/** dynoxide as a child process: one at a time on its file, started again when it dies. */
export class Engine {
  readonly #machine: Machine;
  readonly #file: string;
  readonly #pidFile: string;
  #child: ChildProcess | undefined;
  #address: Address | undefined;
  #closing = false;
  #cancelRestart: () => void = () => {};

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#file = join(machine.dataDir, "dynamodb.sqlite");
    this.#pidFile = join(machine.dataDir, "dynamodb.pid");
  }

  /** Where it answers; undefined while it does not. */
  get address(): Address | undefined {
    return this.#address;
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    await stopLeftover(this.#pidFile, this.#file);
    await this.#launch();
    this.#supervise(0);
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#cancelRestart();
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  }

  async #launch(): Promise<void> {
    const address = await freeAddress();
    const arguments_ = ["serve", "--host", address.host, "--port", String(address.port)];
    const child = spawn(
      "/bin/sh",
      ["-c", launcher, this.#pidFile, engineBinary(), ...arguments_, "--db-path", this.#file],
      // A session of its own: Ctrl-C must not end it before the tasks have saved their work in it.
      { detached: true, stdio: ["ignore", "ignore", "pipe"] },
    );
    this.#child = child;
    child.once("exit", () => (this.#address = undefined));
    await untilReady(child);
    this.#address = address;
  }

  #supervise(failures: number): void {
    const relaunch = () => {
      if (this.#closing) return;
      const pauseMs = failures === 0 ? 0 : Math.min(100 * 2 ** failures, longestPauseMs);
      const { clock } = this.#machine;
      this.#cancelRestart = clock.at(clock.now() + pauseMs, () => void this.#relaunch(failures));
    };
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) relaunch();
    else child.once("exit", relaunch);
  }

  async #relaunch(failures: number): Promise<void> {
    try {
      await this.#launch();
      this.#supervise(0);
    } catch (error) {
      if (this.#closing) return;
      console.error("DynamoDB did not start again:", error);
      this.#supervise(failures + 1);
    }
  }
}

/** Throws an Error with what it printed when it ends first. */
async function untilReady(child: ChildProcess): Promise<void> {
  if (child.stderr === null) throw new Error("the engine has no stderr");
  const printed: string[] = [];
  // The lines are read to the end, or a full pipe would stop the engine.
  const lines = createInterface({ input: child.stderr });
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      reject(new Error(`DynamoDB ended with ${code}: ${printed.join(" ")}`));
    });
    lines.on("line", (line) => {
      if (line.includes("listening on")) resolve();
      else if (printed.length < 20) printed.push(line);
    });
  });
}
