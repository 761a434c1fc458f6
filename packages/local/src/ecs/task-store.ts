import type { EventBus, Machine } from "../service.ts";
import { taskArn } from "./arns.ts";
import { taskEventDetail } from "./task-shape.ts";
import { taskSchema, type Task, type TaskChange } from "./task.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS ecs_tasks (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, cluster TEXT NOT NULL, family TEXT NOT NULL,
    started_by TEXT, last_status TEXT NOT NULL, desired_status TEXT NOT NULL, stopped_at INTEGER,
    log_offset INTEGER NOT NULL DEFAULT 0, record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ecs_tasks_listed ON ecs_tasks (cluster, desired_status, seq);
  CREATE INDEX IF NOT EXISTS ecs_tasks_started_by ON ecs_tasks (cluster, started_by, seq);
  CREATE INDEX IF NOT EXISTS ecs_tasks_stopped ON ecs_tasks (stopped_at);
`;

interface Row {
  record: string;
}

/** The tasks on disk. Every change of state is also an event, in the same transaction. */
export class TaskStore {
  readonly machine: Machine;
  readonly #bus: EventBus;

  constructor(machine: Machine, bus: EventBus) {
    this.machine = machine;
    this.#bus = bus;
    machine.db.define(schema);
  }

  find(id: string): Task | undefined {
    const row = this.machine.db.get<Row>("SELECT record FROM ecs_tasks WHERE id = ?", id);
    return row && parse(row);
  }

  unfinished(): Task[] {
    const sql = "SELECT record FROM ecs_tasks WHERE stopped_at IS NULL ORDER BY seq";
    return this.machine.db.all<Row>(sql).map(parse);
  }

  /** Inside `db.write`. */
  insert(task: Task): void {
    this.machine.db.run(
      `INSERT INTO ecs_tasks (id, cluster, family, started_by, last_status, desired_status, record)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      task.id,
      task.cluster,
      task.family,
      task.startedBy ?? null,
      task.lastStatus,
      task.desiredStatus,
      JSON.stringify(task),
    );
    this.#publish(task);
  }

  /** A change that ECS tells of: the version grows and an event goes out. Inside `db.write`. */
  change(task: Task, change: TaskChange): Task {
    const now = this.machine.clock.now();
    const moved = change.lastStatus !== undefined && change.lastStatus !== task.lastStatus;
    const changed = this.note(task, {
      ...change,
      version: task.version + 1,
      updatedAt: now,
      ...(moved ? { statusSince: now } : {}),
    });
    this.#publish(changed);
    return changed;
  }

  /** A change that only this service needs to know. Inside `db.write`. */
  note(task: Task, change: TaskChange): Task {
    const changed = { ...task, ...change };
    this.machine.db.run(
      `UPDATE ecs_tasks SET last_status = ?, desired_status = ?, stopped_at = ?, record = ? WHERE id = ?`,
      changed.lastStatus,
      changed.desiredStatus,
      changed.stoppedAt ?? null,
      JSON.stringify(changed),
      changed.id,
    );
    return changed;
  }

  logOffset(id: string): number {
    const sql = "SELECT log_offset AS offset FROM ecs_tasks WHERE id = ?";
    return this.machine.db.get<{ offset: number }>(sql, id)?.offset ?? 0;
  }

  /** Inside `db.write`, with the lines that end at `offset`. */
  setLogOffset(id: string, offset: number): void {
    this.machine.db.run("UPDATE ecs_tasks SET log_offset = ? WHERE id = ?", offset, id);
  }

  #publish(task: Task): void {
    this.#bus.publish({
      source: "aws.ecs",
      detailType: "ECS Task State Change",
      resources: [taskArn(this.machine, task)],
      detail: taskEventDetail(this.machine, task),
    });
  }
}

function parse(row: Row): Task {
  return taskSchema.parse(JSON.parse(row.record));
}
