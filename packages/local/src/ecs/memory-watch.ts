import { containerProcesses } from "./container-processes.ts";
import { listProcesses } from "./list-processes.ts";
import { memoryInUse } from "./memory-in-use.ts";
import type { Task } from "./task.ts";

const lookEveryMs = 1_000;

interface Watched {
  limitKb: number;
  /** Undefined while the task's first process is not there yet, or is not ours. */
  pid(): number | undefined;
}

/** Looks now and then, while tasks run, for those that hold more memory than they may. */
export class MemoryWatch {
  readonly #watched = new Map<string, Watched>();
  readonly #onExceeded: (taskId: string) => void;
  #isArmed = false;

  constructor(onExceeded: (taskId: string) => void) {
    this.#onExceeded = onExceeded;
  }

  add(task: Task, pid: () => number | undefined): void {
    this.#watched.set(task.id, { limitKb: memoryLimitMib(task) * 1_024, pid });
    this.#arm();
  }

  remove(taskId: string): void {
    this.#watched.delete(taskId);
  }

  /** A real timer, as memory fills in real time. It holds no process open. */
  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    setTimeout(() => void this.#lookAgain(), lookEveryMs).unref();
  }

  async #lookAgain(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      console.error("the memory of tasks cannot be read:", error);
    }
    this.#isArmed = false;
    if (this.#watched.size > 0) this.#arm();
  }

  async #look(): Promise<void> {
    const byPid = new Map<number, { taskId: string; limitKb: number }>();
    for (const [taskId, watched] of this.#watched) {
      const pid = watched.pid();
      if (pid !== undefined) byPid.set(pid, { taskId, limitKb: watched.limitKb });
    }
    if (byPid.size === 0) return;
    const containers = containerProcesses(await listProcesses(), new Set(byPid.keys()));
    for (const [pid, { taskId, limitKb }] of byPid) {
      const kb = await memoryInUse(containers.get(pid) ?? [], limitKb);
      if (kb > limitKb && this.#watched.has(taskId)) this.#onExceeded(taskId);
    }
  }
}

/** Of the container, which may not have more than its task. */
function memoryLimitMib({ memory, container }: Task): number {
  return Math.min(Number(memory), container.memory ?? Infinity);
}
