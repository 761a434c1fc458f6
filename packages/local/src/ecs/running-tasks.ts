import type { MemoryWatch } from "../memory/memory-watch.ts";
import type { LogSink } from "../service.ts";
import { killStragglers } from "./kill-stragglers.ts";
import { TaskFolder } from "./task-folder.ts";
import { TaskOutput } from "./task-output.ts";
import type { TaskProcess } from "./task-process.ts";
import type { TaskStore } from "./task-store.ts";
import type { Task } from "./task.ts";
import { watchFolder } from "./watch-folder.ts";

interface Running {
  process: TaskProcess;
  /** Resolves when the process has ended and all that it printed is in the logs. */
  over: Promise<void>;
}

interface Listener {
  onOutput(taskId: string): void;
  /** After the last line is in the logs; not called once this is closed. */
  onEnd(taskId: string, exitCode: number | undefined): void;
  /** It holds more than its limit. */
  onMemoryExceeded(taskId: string): void;
}

/** The processes that this server looks after: their output, their memory, and their end. */
export class RunningTasks {
  readonly #store: TaskStore;
  readonly #logs: LogSink;
  readonly #listener: Listener;
  readonly #running = new Map<string, Running>();
  readonly #memory: MemoryWatch;
  #isClosed = false;

  constructor(store: TaskStore, logs: LogSink, listener: Listener) {
    this.#store = store;
    this.#memory = store.machine.memory;
    this.#logs = logs;
    this.#listener = listener;
  }

  has(taskId: string): boolean {
    return this.#running.has(taskId);
  }

  ids(): string[] {
    return [...this.#running.keys()];
  }

  /** `isChild`: its end is an event; otherwise it is looked at every second. */
  attend(task: Task, process: TaskProcess, isChild: boolean): void {
    this.#running.set(task.id, { process, over: this.#untilOver(task, process, isChild) });
  }

  signal(taskId: string, signal: NodeJS.Signals): void {
    this.#running.get(taskId)?.process.signal(signal);
  }

  /** Ends all of them: SIGTERM, and SIGKILL after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.#isClosed = true;
    const { clock } = this.#store.machine;
    const running = [...this.#running.values()];
    for (const { process } of running) process.signal("SIGTERM");
    const cancel = clock.at(clock.now() + graceMs, () => {
      for (const { process } of running) process.signal("SIGKILL");
    });
    await Promise.all(running.map(({ over }) => over));
    cancel();
  }

  async #untilOver(task: Task, process: TaskProcess, isChild: boolean): Promise<void> {
    const folder = new TaskFolder(this.#store.machine.dataDir, task.id);
    const output = new TaskOutput(this.#store, this.#logs, task, folder.output);
    const look = () => {
      process.check();
      output.read().catch(reportLostOutput);
    };
    const { clock } = this.#store.machine;
    const endWatch = watchFolder(clock, folder, !isChild, (hasOutput) => {
      if (hasOutput) this.#listener.onOutput(task.id);
      look();
    });
    look();
    const watched = {
      limitMib: memoryLimitMib(task),
      pid: () => process.pid(),
      isAtWork: () => true,
      onExceeded: () => this.#listener.onMemoryExceeded(task.id),
    };
    this.#memory.add(watched);
    const exitCode = await process.ended;
    this.#memory.remove(watched);
    endWatch();
    killStragglers(task.container.runtimeId);
    await output.finish().catch(reportLostOutput);
    this.#running.delete(task.id);
    if (!this.#isClosed) this.#listener.onEnd(task.id, exitCode);
  }
}

/** Of the container, which may not have more than its task. */
function memoryLimitMib({ memory, container }: Task): number {
  return Math.min(Number(memory), container.memory ?? Infinity);
}

/** A task must come to its end even when its output cannot be read. */
function reportLostOutput(error: unknown): void {
  console.error("a task's output cannot be read:", error);
}
