import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What a task's processes leave on disk, for whichever server comes to look. */
export class TaskFolder {
  readonly path: string;
  readonly output: string;

  constructor(dataDir: string, taskId: string) {
    // Absolute, as the task's shell runs elsewhere.
    this.path = resolve(tasksFolder(dataDir), taskId);
    this.output = join(this.path, "output.log");
  }

  make(): void {
    mkdirSync(this.path, { recursive: true });
  }

  /** Of the shell that runs the task; undefined when the task was never started. */
  pid(): number | undefined {
    return this.#number("pid");
  }

  /** On which the task expects AWS; undefined when it was never started. */
  port(): number | undefined {
    return this.#number(`port.${this.pid()}`);
  }

  /** Undefined while it runs, and when the shell was killed with it. */
  exitCode(): number | undefined {
    return this.#number("exit.code");
  }

  /** One that is not wholly on disk, as after a power cut or on a full disk, counts as not there. */
  #number(name: string): number | undefined {
    try {
      const text = readFileSync(join(this.path, name), "utf8");
      return /^\d+\n$/.test(text) ? Number(text) : undefined;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  }
}

export function tasksFolder(dataDir: string): string {
  return join(dataDir, "tasks");
}
