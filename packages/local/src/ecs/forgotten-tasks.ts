import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";

import type { Machine } from "../service.ts";
import { tasksFolder } from "./task-folder.ts";

/** How long ECS knows a task that stopped. */
const memoryMs = 3_600_000;

/** Removes stopped tasks, row and folder, when ECS would have forgotten them. */
export class ForgottenTasks {
  readonly #machine: Machine;
  #cancel: (() => void) | undefined;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Also removes folders whose row went just before the server did. */
  resume(): void {
    const { db, dataDir } = this.#machine;
    const folder = tasksFolder(dataDir);
    if (existsSync(folder)) {
      for (const id of readdirSync(folder)) {
        if (db.get("SELECT 1 FROM ecs_tasks WHERE id = ?", id) === undefined) this.#remove(id);
      }
    }
    this.arm();
  }

  /** To be called when a task has stopped. */
  arm(): void {
    if (this.#cancel !== undefined) return;
    const { db, clock } = this.#machine;
    const sql = "SELECT min(stopped_at) AS first FROM ecs_tasks WHERE stopped_at IS NOT NULL";
    const first = db.get<{ first: number | null }>(sql)?.first ?? undefined;
    if (first === undefined) return;
    this.#cancel = clock.at(first + memoryMs, () => {
      this.#cancel = undefined;
      this.#forget();
      this.arm();
    });
  }

  close(): void {
    this.#cancel?.();
  }

  #forget(): void {
    const { db, clock } = this.#machine;
    const until = clock.now() - memoryMs;
    const sql = "SELECT id FROM ecs_tasks WHERE stopped_at <= ?";
    const ids = db.all<{ id: string }>(sql, until).map(({ id }) => id);
    db.write(() => db.run("DELETE FROM ecs_tasks WHERE stopped_at <= ?", until));
    db.afterCommit(() => ids.forEach((id) => this.#remove(id)));
  }

  #remove(taskId: string): void {
    const folder = join(tasksFolder(this.#machine.dataDir), taskId);
    rm(folder, { recursive: true, force: true }).catch((error: unknown) => {
      console.error(`the folder of a forgotten task stays at ${folder}:`, error);
    });
  }
}
