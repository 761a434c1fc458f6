import type { Machine } from "../service.ts";
import { TaskFolder } from "./task-folder.ts";

/** Answers where tasks expect AWS that outlived a server on another port, until the last of them has ended. */
export class EarlierPorts {
  readonly #machine: Pick<Machine, "answerOn" | "dataDir" | "endpoint">;
  readonly #warn: (message: string) => void;
  readonly #tasks = new Map<number, Set<string>>();
  readonly #ends = new Map<number, () => Promise<void>>();

  constructor(
    machine: Pick<Machine, "answerOn" | "dataDir" | "endpoint">,
    warn: (message: string) => void = console.warn,
  ) {
    this.#machine = machine;
    this.#warn = warn;
  }

  async open(taskIds: string[]): Promise<void> {
    const { dataDir, endpoint } = this.#machine;
    const now = Number(new URL(endpoint()).port);
    for (const id of taskIds) {
      const port = new TaskFolder(dataDir, id).port();
      if (port === undefined || port === now) continue;
      this.#tasks.set(port, (this.#tasks.get(port) ?? new Set()).add(id));
    }
    await Promise.all([...this.#tasks].map(([port, tasks]) => this.#listen(port, tasks)));
  }

  /** The task has ended. */
  release(taskId: string): void {
    for (const [port, tasks] of this.#tasks) {
      if (!tasks.delete(taskId) || tasks.size > 0) continue;
      this.#tasks.delete(port);
      void this.#ends.get(port)?.();
    }
  }

  async #listen(port: number, tasks: ReadonlySet<string>): Promise<void> {
    try {
      const end = await this.#machine.answerOn(port);
      if (this.#tasks.has(port)) this.#ends.set(port, end);
      // The last one ended meanwhile.
      else await end();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#warn(
        `${tasks.size} running task(s) of an earlier local AWS reach it on port ${port} alone, and ${why}: ` +
          "their calls to AWS fail. Free that port and start again.",
      );
    }
  }
}
