import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const endMark = "--- end of output ---";

/** A terminal, so to speak: what one script sets, the next one finds. */
export class Shell {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(directory: string) {
    // A pipe and no socket, so that programs can open /dev/stdout.
    this.#process = spawn("bash", ["-c", "bash | cat"], {
      cwd: directory,
      detached: true,
      stdio: ["pipe", "pipe", "ignore"],
    });
    const { stdout } = this.#process;
    if (stdout === null) throw new Error("the shell has no output");
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** Returns what the script prints. */
  async run(script: string): Promise<string> {
    this.#process.stdin?.write(`{ ${script}\n} < /dev/null\necho; echo "${endMark}"\n`);
    const printed: string[] = [];
    for (let line = await this.#line(); line !== endMark; line = await this.#line()) {
      printed.push(line);
    }
    return printed.join("\n").trim();
  }

  /** Starts what does not end, and returns the first line that matches. */
  async until(script: string, pattern: RegExp): Promise<string> {
    this.#process.stdin?.write(`${script}\n`);
    for (;;) {
      const [match] = pattern.exec(await this.#line()) ?? [];
      if (match !== undefined) return match;
    }
  }

  /** With all that runs in it. */
  async close(): Promise<void> {
    const { pid, exitCode } = this.#process;
    if (pid === undefined || exitCode !== null) return;
    const gone = once(this.#process, "close");
    process.kill(-pid, "SIGTERM");
    await gone;
  }

  async #line(): Promise<string> {
    const { done, value } = await this.#lines.next();
    if (done === true) throw new Error("the shell has ended");
    return value;
  }
}
