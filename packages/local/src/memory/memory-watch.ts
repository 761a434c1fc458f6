import { listProcesses, type ProcessEntry } from "./list-processes.ts";
import { memoryInUse } from "./memory-in-use.ts";
import { processFamilies } from "./process-families.ts";

const lookEveryMs = 1_000;

export interface Watched {
  limitMib: number;
  /** Of its first process. Undefined while that is not there yet, or is not ours. */
  pid(): number | undefined;
  /** Whether it may come to hold more: one that does not is looked at once more, until it is added again. */
  isAtWork(): boolean;
  /** With all the processes that hold it. */
  onExceeded(family: ProcessEntry[]): void;
}

/** Looks now and then, while something is at work, for what holds more memory than it may. */
export class MemoryWatch {
  readonly #watched = new Set<Watched>();
  #isArmed = false;

  add(watched: Watched): void {
    this.#watched.add(watched);
    this.#arm();
  }

  remove(watched: Watched): void {
    this.#watched.delete(watched);
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
      console.error("the memory of processes cannot be read:", error);
    }
    this.#isArmed = false;
    if (this.#watched.size > 0) this.#arm();
  }

  async #look(): Promise<void> {
    const byPid = new Map<number, Watched>();
    for (const watched of this.#watched) {
      const pid = watched.pid();
      if (pid !== undefined) byPid.set(pid, watched);
    }
    if (byPid.size === 0) return;
    const families = processFamilies(await listProcesses(), new Set(byPid.keys()));
    for (const [pid, watched] of byPid) {
      const limitKb = watched.limitMib * 1_024;
      const wasAtWork = watched.isAtWork();
      const family = families.get(pid) ?? [];
      const kb = await memoryInUse(family, limitKb);
      if (!this.#watched.has(watched)) continue;
      if (kb > limitKb) watched.onExceeded(family);
      else if (!wasAtWork && !watched.isAtWork()) this.#watched.delete(watched);
    }
  }
}
