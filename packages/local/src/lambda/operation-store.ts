import type { Database } from "../database.ts";
import type { Operation } from "./operation.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS operations (
    execution_id INTEGER NOT NULL REFERENCES executions ON DELETE CASCADE, id TEXT NOT NULL,
    position INTEGER NOT NULL, change INTEGER NOT NULL, type TEXT NOT NULL, sub_type TEXT, name TEXT,
    parent_id TEXT, status TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, result TEXT,
    error TEXT, attempt INTEGER NOT NULL, due_at INTEGER, callback_id TEXT,
    heartbeat_seconds INTEGER, replay_children INTEGER NOT NULL, is_hidden INTEGER NOT NULL,
    PRIMARY KEY (execution_id, id)
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS operations_by_callback ON operations (callback_id)
    WHERE callback_id IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS operations_visible ON operations (execution_id, position)
    WHERE is_hidden = 0;
  CREATE INDEX IF NOT EXISTS operations_by_change ON operations (execution_id, change);
  CREATE INDEX IF NOT EXISTS operations_by_parent ON operations (execution_id, parent_id)
    WHERE parent_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS operations_open ON operations (execution_id)
    WHERE status IN ('STARTED', 'PENDING', 'READY');
`;

const columns = `id, position, change, type, sub_type AS subType, name, parent_id AS parentId, status,
  started_at AS startedAt, ended_at AS endedAt, result, error, attempt, due_at AS dueAt,
  callback_id AS callbackId, heartbeat_seconds AS heartbeatSeconds,
  replay_children AS replayChildren, is_hidden AS isHidden`;

const select = `SELECT ${columns} FROM operations WHERE execution_id = ?`;
const selectById = `${select} AND id = ?`;
const selectByCallback = `SELECT execution_id AS executionId, ${columns} FROM operations WHERE callback_id = ?`;
const selectChanged = `${select} AND change > ? ORDER BY change`;
const selectPage = `${select} AND position > ? AND is_hidden = 0 ORDER BY position LIMIT ?`;

/** The operations' rows. What writes is called inside `db.write`. */
export class OperationStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    db.define(schema);
  }

  find(executionId: number, id: string): Operation | undefined {
    return this.#db.get<Operation>(selectById, executionId, id);
  }

  byCallback(callbackId: string): { executionId: number; operation: Operation } | undefined {
    const row = this.#db.get<Operation & { executionId: number }>(selectByCallback, callbackId);
    return row && { executionId: row.executionId, operation: row };
  }

  /** What changed after `change`, in the order of the changes. */
  changedAfter(executionId: number, change: number): Operation[] {
    return this.#db.all<Operation>(selectChanged, executionId, change);
  }

  /** What handlers may see, in the order of the starts. */
  page(executionId: number, afterPosition: number, limit: number): Operation[] {
    return this.#db.all<Operation>(selectPage, executionId, afterPosition, limit);
  }

  /** What will wake the execution one day (`later`), or should have already (`now`). */
  nextWake(executionId: number): "now" | "later" | "never" {
    const row = this.#db.get<{ isReady: number | null; isOpen: number | null }>(
      `SELECT max(status = 'READY') AS isReady,
         max(status = 'PENDING' OR type IN ('WAIT', 'CALLBACK', 'CHAINED_INVOKE')) AS isOpen
       FROM operations WHERE execution_id = ? AND is_hidden = 0
         AND status IN ('STARTED', 'PENDING', 'READY')`,
      executionId,
    );
    if (row?.isReady === 1) return "now";
    return row?.isOpen === 1 ? "later" : "never";
  }

  /** Each row is hidden at most once, so a context costs what is in it, not what is in the history. */
  hideDescendants(executionId: number, contextId: string): void {
    this.#db.run(
      `WITH RECURSIVE inside (id) AS (
         SELECT id FROM operations
           WHERE execution_id = ?1 AND parent_id = ?2 AND is_hidden = 0
         UNION ALL
         SELECT child.id FROM operations AS child JOIN inside ON child.parent_id = inside.id
           WHERE child.execution_id = ?1 AND child.is_hidden = 0
       )
       UPDATE operations SET is_hidden = 1 WHERE execution_id = ?1 AND id IN (SELECT id FROM inside)`,
      executionId,
      contextId,
    );
  }

  insert(executionId: number, operation: Operation): void {
    this.#db.run(
      `INSERT INTO operations (execution_id, id, position, change, type, sub_type, name, parent_id, status,
         started_at, ended_at, result, error, attempt, due_at, callback_id, heartbeat_seconds,
         replay_children, is_hidden)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      executionId,
      operation.id,
      operation.position,
      operation.change,
      operation.type,
      operation.subType,
      operation.name,
      operation.parentId,
      operation.status,
      operation.startedAt,
      operation.endedAt,
      operation.result,
      operation.error,
      operation.attempt,
      operation.dueAt,
      operation.callbackId,
      operation.heartbeatSeconds,
      operation.replayChildren,
      operation.isHidden,
    );
  }

  update(executionId: number, operation: Operation): void {
    this.#db.run(
      `UPDATE operations SET change = ?, status = ?, ended_at = ?, result = ?, error = ?, attempt = ?,
         due_at = ?, replay_children = ?, is_hidden = ?
       WHERE execution_id = ? AND id = ?`,
      operation.change,
      operation.status,
      operation.endedAt,
      operation.result,
      operation.error,
      operation.attempt,
      operation.dueAt,
      operation.replayChildren,
      operation.isHidden,
      executionId,
      operation.id,
    );
  }
}
