import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

import type { Clock } from "../clock.ts";
import type { Machine } from "../service.ts";
import { engineBinary } from "./engine-binary.ts";
import { freeAddress, type Address } from "./free-address.ts";
import { stopLeftover } from "./stop-leftover.ts";

/**
 * Writes its pid before it becomes the engine, so that no engine runs unrecorded. A second shell holds the
 * other end of a pipe: it ends the engine when the server goes without a word, as by SIGKILL. Its last argument
 * only tells whose it is.
 */
const launcher = `
echo $$ > "$0" || exit
/bin/sh -c 'read -r word || kill "$0"' $$ "$0" <&3 2>&- &
exec "$@" 3<&-`;
const engineEnded = "ended\n";
const longestPauseMs = 5_000;
const addressesTried = 5;

/** dynoxide as a child process: one at a time on its file, started again when it dies. */
export class Engine {
  readonly #clock: Clock;
  readonly #file: string;
  readonly #pidFile: string;
  readonly #findAddress: () => Promise<Address>;
  #child: ChildProcess | undefined;
  #address: Address | undefined;
  #closing = false;
  #cancelRestart: () => void = () => {};
  #relaunching: Promise<void> | undefined;

  constructor({ clock, dataDir }: Pick<Machine, "clock" | "dataDir">, findAddress = freeAddress) {
    this.#clock = clock;
    this.#file = join(dataDir, "dynamodb.sqlite");
    this.#pidFile = join(dataDir, "dynamodb.pid");
    this.#findAddress = findAddress;
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
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await this.#relaunching;
  }

  /** Somebody else may take the address before the engine does. */
  async #launch(): Promise<void> {
    for (let left = addressesTried - 1; ; left -= 1) {
      const address = await this.#findAddress();
      if (this.#closing) return;
      try {
        return await this.#launchAt(address);
      } catch (error) {
        if (left === 0 || !String(error).includes("already in use")) throw error;
      }
    }
  }

  async #launchAt(address: Address): Promise<void> {
    const arguments_ = ["serve", "--host", address.host, "--port", String(address.port)];
    const child = spawn(
      "/bin/sh",
      ["-c", launcher, this.#pidFile, engineBinary(), ...arguments_, "--db-path", this.#file],
      // A session of its own: Ctrl-C must not end it before the tasks have saved their work in it.
      { detached: true, stdio: ["ignore", "ignore", "pipe", "pipe"], env: {} },
    );
    this.#child = child;
    const pipe = pipeOf(child);
    child.once("exit", () => {
      this.#address = undefined;
      pipe.end(engineEnded);
    });
    await untilReady(child);
    this.#address = address;
  }

  #supervise(failures: number): void {
    const relaunch = () => {
      if (this.#closing) return;
      const pauseMs = failures === 0 ? 0 : Math.min(100 * 2 ** failures, longestPauseMs);
      this.#cancelRestart = this.#clock.at(this.#clock.now() + pauseMs, () => {
        this.#relaunching = this.#relaunch(failures);
      });
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

function pipeOf({ stdio }: ChildProcess): Writable {
  const pipe = stdio[3];
  if (!(pipe instanceof Writable)) throw new Error("the engine has no pipe");
  // The shell at its other end may have been killed before.
  pipe.on("error", () => {});
  return pipe;
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
