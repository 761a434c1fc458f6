import { availableParallelism } from "node:os";

import type { LogSink } from "../service.ts";
import { EarlierPorts } from "./earlier-ports.ts";
import { ForgottenTasks } from "./forgotten-tasks.ts";
import { LaunchLimiter } from "./launch-limiter.ts";
import { recoverTask } from "./recover-task.ts";
import { RunningTasks } from "./running-tasks.ts";
import { startTask } from "./start-task.ts";
import type { TaskStore } from "./task-store.ts";
import type { Task, TaskChange } from "./task.ts";
import { waitsAt, type Waits } from "./waits.ts";

export const maintenance =
  "ECS is performing maintenance on the underlying infrastructure hosting the task";

export const outOfMemory = "OutOfMemoryError: Container killed due to memory usage";

/** A program that prints nothing counts as started after this time. */
const startingMs = 250;
/** Fargate's own rate of launches; a paced start holds its place for as long as it takes. */
const launchesPerSecond = 20;
const closeGraceMs = 5_000;

/**
 * Takes each task through its states. `#advance` looks at what is on disk and does the next thing, so that a
 * task goes on from wherever the last server left it; each state is committed before what follows from it.
 */
export class TaskLife {
  readonly #store: TaskStore;
  readonly #waits: Waits;
  readonly #limiter: LaunchLimiter;
  readonly #running: RunningTasks;
  readonly #forgotten: ForgottenTasks;
  readonly #earlierPorts: EarlierPorts;
  readonly #timers = new Map<string, () => void>();
  readonly #launching = new Map<string, Promise<void>>();
  readonly #terminated = new Set<string>();
  #isClosed = false;

  constructor(store: TaskStore, logs: LogSink, pace: number) {
    this.#store = store;
    this.#waits = waitsAt(pace);
    const startSeconds = (this.#waits.pull + this.#waits.start) / 1_000;
    this.#limiter = new LaunchLimiter(
      availableParallelism() + Math.round(startSeconds * launchesPerSecond),
    );
    this.#running = new RunningTasks(store, logs, {
      onOutput: (taskId) => this.#limiter.leave(taskId),
      onEnd: (taskId, exitCode) => {
        this.#earlierPorts.release(taskId);
        this.#conclude(taskId, exitCode);
      },
      onMemoryExceeded: (taskId) => this.#killForMemory(taskId),
    });
    this.#forgotten = new ForgottenTasks(store.machine);
    this.#earlierPorts = new EarlierPorts(store.machine);
  }

  /** Inside `db.write`. */
  start(task: Task): void {
    this.#store.insert(task);
    this.#advanceLater(task.id);
  }

  /** Has the task end, for the reason in `change`. Nothing changes when it is ending already. Inside `db.write`. */
  stop(task: Task, change: TaskChange): Task {
    if (task.desiredStatus === "STOPPED") return task;
    const stopping = this.#store.change(task, { ...change, desiredStatus: "STOPPED" });
    this.#advanceLater(task.id);
    return stopping;
  }

  /** Kills the process as the kernel would. Inside `db.write`. */
  kill(task: Task, change: TaskChange): void {
    this.#store.note(task, { ...change, killSent: true });
    this.#store.machine.db.afterCommit(() => this.#running.signal(task.id, "SIGKILL"));
  }

  /** Goes on with what an earlier server left. */
  async resume(): Promise<void> {
    this.#forgotten.resume();
    for (const task of this.#store.unfinished()) {
      recoverTask(this.#store, this.#running, task);
      this.#advanceLater(task.id);
    }
    await this.#earlierPorts.open(this.#running.ids());
  }

  /** Ends the tasks' processes; the next server tells of it as of a host that was lost. */
  async close(): Promise<void> {
    const { db } = this.#store.machine;
    this.#isClosed = true;
    this.#forgotten.close();
    for (const cancel of this.#timers.values()) cancel();
    await Promise.all(this.#launching.values());
    db.write(() => {
      for (const id of this.#running.ids()) {
        const task = this.#store.find(id);
        if (task !== undefined) this.#store.note(task, { hostLost: true });
      }
    });
    await db.committed();
    await this.#running.close(closeGraceMs);
  }

  #advanceLater(taskId: string): void {
    this.#store.machine.db.afterCommit(() => this.#advance(taskId));
  }

  #advance(taskId: string): void {
    if (this.#isClosed) return;
    this.#timers.get(taskId)?.();
    this.#timers.delete(taskId);
    const task = this.#store.find(taskId);
    if (task === undefined || this.#launching.has(taskId)) return;
    if (task.desiredStatus === "STOPPED" && this.#leaveForStop(task)) return;

    switch (task.lastStatus) {
      case "PROVISIONING":
        if (!this.#hasWaited(task, this.#waits.provisioning)) return;
        return this.#move(task, { lastStatus: "PENDING", connectivityAt: this.#now() });
      case "PENDING":
        if (!this.#hasWaited(task, this.#waits.pending)) return;
        return this.#limiter.enter(taskId, () => this.#activate(taskId));
      case "ACTIVATING":
        if (this.#running.has(taskId)) return this.#begin(taskId);
        if (!this.#hasWaited(task, this.#waits.pull + this.#waits.start)) return;
        this.#launching.set(taskId, this.#launch(task));
        return;
      case "RUNNING":
        return;
      case "DEACTIVATING":
        return this.#move(task, { lastStatus: "STOPPING" });
      case "STOPPING":
        if (this.#running.has(taskId)) return this.#terminate(task);
        return this.#move(task, { lastStatus: "DEPROVISIONING" });
      case "DEPROVISIONING":
        if (!this.#hasWaited(task, this.#waits.deprovisioning)) return;
        return this.#move(task, { lastStatus: "STOPPED", stoppedAt: this.#now() });
      case "STOPPED":
        this.#terminated.delete(taskId);
        return this.#forgotten.arm();
    }
  }

  /** True when the task was in a state that a stop cuts short. */
  #leaveForStop(task: Task): boolean {
    if (!["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"].includes(task.lastStatus))
      return false;
    this.#limiter.leave(task.id);
    this.#move(task, {
      lastStatus: "DEACTIVATING",
      stoppingAt: this.#now(),
      ...(task.finalStopCode === undefined ? {} : { stopCode: task.finalStopCode }),
    });
    return true;
  }

  #activate(taskId: string): void {
    const task = this.#isClosed ? undefined : this.#store.find(taskId);
    if (task === undefined) return;
    this.#move(task, { lastStatus: "ACTIVATING", pullStartedAt: this.#now() });
  }

  async #launch(task: Task): Promise<void> {
    const launched = await startTask(this.#store.machine, task);
    this.#launching.delete(task.id);
    if (typeof launched === "string") {
      this.#failStart(task.id, launched);
      return;
    }
    this.#running.attend(task, launched, true);
    if (this.#isClosed) return;
    this.#begin(task.id);
    const { clock } = this.#store.machine;
    clock.at(clock.now() + startingMs, () => this.#limiter.leave(task.id));
  }

  #begin(taskId: string): void {
    const task = this.#store.find(taskId);
    if (task === undefined) return;
    const now = this.#now();
    const pullStoppedAt = Math.min(now, (task.pullStartedAt ?? now) + this.#waits.pull);
    this.#move(task, { lastStatus: "RUNNING", startedAt: now, pullStoppedAt });
  }

  #failStart(taskId: string, reason: string): void {
    this.#limiter.leave(taskId);
    const task = this.#store.find(taskId);
    if (task === undefined || this.#isClosed) return;
    this.#move(task, {
      lastStatus: "DEACTIVATING",
      desiredStatus: "STOPPED",
      stoppingAt: this.#now(),
      stopCode: "TaskFailedToStart",
      stoppedReason: reason,
      containerReason: reason,
    });
  }

  /** SIGTERM, and SIGKILL when the task's stop timeout has passed. */
  #terminate(task: Task): void {
    const { db, clock } = this.#store.machine;
    const now = this.#now();
    const sentAt = task.terminateSentAt ?? now;
    const killAt = sentAt + task.stopTimeoutMs;
    if (now >= killAt) {
      db.write(() => this.kill(task, {}));
      return;
    }
    this.#timers.set(
      task.id,
      clock.at(killAt, () => this.#advance(task.id)),
    );
    if (this.#terminated.has(task.id)) return;
    this.#terminated.add(task.id);
    db.write(() => this.#store.note(task, { terminateSentAt: sentAt }));
    db.afterCommit(() => this.#running.signal(task.id, "SIGTERM"));
  }

  #killForMemory(taskId: string): void {
    const task = this.#store.find(taskId);
    if (task === undefined) return;
    this.#store.machine.db.write(() => this.kill(task, { containerReason: outOfMemory }));
  }

  #conclude(taskId: string, exitCode: number | undefined): void {
    this.#limiter.leave(taskId);
    // It ended before a server came to say that it ran.
    if (this.#store.find(taskId)?.lastStatus === "ACTIVATING") this.#begin(taskId);
    const task = this.#store.find(taskId);
    if (task === undefined) return;
    const now = this.#now();
    const ending = { executionStoppedAt: now, exitCode: exitCode ?? 137 };
    if (task.desiredStatus === "STOPPED") {
      this.#store.machine.db.write(() => this.#store.note(task, ending));
      this.#advanceLater(taskId);
      return;
    }
    const cause = task.hostLost
      ? { exitCode, stoppedReason: maintenance }
      : {
          stopCode: "EssentialContainerExited",
          stoppedReason: "Essential container in task exited",
        };
    this.#move(task, {
      ...ending,
      lastStatus: "DEACTIVATING",
      desiredStatus: "STOPPED",
      stoppingAt: now,
      ...cause,
    });
  }

  #move(task: Task, change: TaskChange): void {
    this.#store.machine.db.write(() => this.#store.change(task, change));
    this.#advanceLater(task.id);
  }

  /** Whether the task was in its state for so long; if not, it is looked at again then. */
  #hasWaited(task: Task, waitMs: number): boolean {
    const dueAt = task.statusSince + waitMs;
    if (this.#now() >= dueAt) return true;
    const { clock } = this.#store.machine;
    this.#timers.set(
      task.id,
      clock.at(dueAt, () => this.#advance(task.id)),
    );
    return false;
  }

  #now(): number {
    return this.#store.machine.clock.now();
  }
}
