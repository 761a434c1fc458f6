import type { Database, SqlValue } from "../database.ts";
import type { Execution, ExecutionStatus } from "./execution.ts";
import { LiveExecutions } from "./live-executions.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS executions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    function_name TEXT NOT NULL, version TEXT NOT NULL, input TEXT, started_at INTEGER NOT NULL,
    timeout_seconds INTEGER NOT NULL, retention_days INTEGER NOT NULL, is_sync INTEGER NOT NULL,
    tenant_id TEXT, parent_id INTEGER, parent_operation TEXT,
    status TEXT NOT NULL DEFAULT 'RUNNING', result TEXT, error TEXT, ended_at INTEGER,
    phase TEXT NOT NULL DEFAULT 'idle', invocation INTEGER NOT NULL DEFAULT 0, request_id TEXT,
    invoked_at INTEGER, failures INTEGER NOT NULL DEFAULT 0, sequence INTEGER NOT NULL DEFAULT 0,
    client_token TEXT, seen_before INTEGER NOT NULL DEFAULT 0, last_event INTEGER NOT NULL DEFAULT 0,
    last_change INTEGER NOT NULL DEFAULT 0, seen_change INTEGER NOT NULL DEFAULT 0,
    metered_operations INTEGER NOT NULL DEFAULT 1, written_bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (function_name, name)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS executions_by_function ON executions (function_name, id);
  CREATE INDEX IF NOT EXISTS executions_by_status ON executions (function_name, status, id);
  CREATE INDEX IF NOT EXISTS executions_under_way ON executions (phase) WHERE phase <> 'idle';
`;

const columns = `id, arn, name, function_name AS functionName, version, input, started_at AS startedAt,
  timeout_seconds AS timeoutSeconds, retention_days AS retentionDays, is_sync AS isSync,
  tenant_id AS tenantId, parent_id AS parentId, parent_operation AS parentOperation, status, result, error,
  ended_at AS endedAt, phase, invocation, request_id AS requestId, invoked_at AS invokedAt, failures,
  sequence, client_token AS clientToken, seen_before AS seenBefore, last_event AS lastEvent,
  last_change AS lastChange, seen_change AS seenChange, metered_operations AS meteredOperations,
  written_bytes AS writtenBytes`;

const select = `SELECT ${columns} FROM executions`;

const progress = `failures = ?, sequence = ?, client_token = ?, seen_before = ?, last_event = ?,
  last_change = ?, seen_change = ?, metered_operations = ?, written_bytes = ?`;

const progressOf = (execution: Execution): SqlValue[] => [
  execution.failures,
  execution.sequence,
  execution.clientToken,
  execution.seenBefore,
  execution.lastEvent,
  execution.lastChange,
  execution.seenChange,
  execution.meteredOperations,
  execution.writtenBytes,
];

export type NewExecution = Pick<
  Execution,
  "arn" | "name" | "functionName" | "version" | "input" | "startedAt" | "timeoutSeconds"
> &
  Pick<Execution, "retentionDays" | "isSync" | "tenantId" | "parentId" | "parentOperation">;

/** The executions' rows. What writes is called inside `db.write`. */
export class ExecutionStore {
  readonly #db: Database;
  readonly #live = new LiveExecutions();

  constructor(db: Database) {
    this.#db = db;
    db.define(schema);
    db.addColumn("executions", "tenant_id", "TEXT");
    db.onUndone(() => this.#live.clear());
  }

  insert(execution: NewExecution): Execution {
    const inserted = this.#db.get<Execution>(
      `INSERT INTO executions (arn, name, function_name, version, input, started_at, timeout_seconds,
         retention_days, is_sync, tenant_id, parent_id, parent_operation)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${columns}`,
      execution.arn,
      execution.name,
      execution.functionName,
      execution.version,
      execution.input,
      execution.startedAt,
      execution.timeoutSeconds,
      execution.retentionDays,
      execution.isSync,
      execution.tenantId,
      execution.parentId,
      execution.parentOperation,
    );
    if (inserted === undefined) throw new Error(`execution ${execution.arn} was not stored`);
    this.#live.keep(inserted);
    return inserted;
  }

  byId(id: number): Execution | undefined {
    return this.#live.byId(id) ?? this.#read("id = ?", id);
  }

  byArn(arn: string): Execution | undefined {
    return this.#live.byArn(arn) ?? this.#read("arn = ?", arn);
  }

  byName(functionName: string, name: string): Execution | undefined {
    return this.#read("function_name = ? AND name = ?", functionName, name);
  }

  /** Those that wait for a handler or run in one. */
  underWay(): Execution[] {
    return this.#db.all<Execution>(`${select} WHERE phase <> 'idle' ORDER BY id`);
  }

  /** Ids after `afterId` in the order asked for, one status at a time so that an index serves each. */
  page(filter: {
    functionName: string;
    statuses: (ExecutionStatus | undefined)[];
    conditions: [sql: string, value: SqlValue][];
    isOldestFirst: boolean;
    afterId: number | undefined;
    limit: number;
  }): Execution[] {
    const { isOldestFirst, afterId } = filter;
    const perStatus = filter.statuses.map((status) => {
      const conditions: [string, SqlValue][] = [["function_name = ?", filter.functionName]];
      if (status !== undefined) conditions.push(["status = ?", status]);
      if (afterId !== undefined) conditions.push([isOldestFirst ? "id > ?" : "id < ?", afterId]);
      conditions.push(...filter.conditions);
      const where = conditions.map(([sql]) => sql).join(" AND ");
      const order = isOldestFirst ? "ASC" : "DESC";
      const sql = `${select} WHERE ${where} ORDER BY id ${order} LIMIT ?`;
      return this.#db.all<Execution>(sql, ...conditions.map(([, value]) => value), filter.limit);
    });
    const sign = isOldestFirst ? 1 : -1;
    return perStatus
      .flat()
      .sort((a, b) => sign * (a.id - b.id))
      .slice(0, filter.limit);
  }

  /** For what leaves status and phase as they are: no index is touched. */
  saveProgress(execution: Execution): void {
    this.#live.keep(execution);
    const sql = `UPDATE executions SET ${progress} WHERE id = ?`;
    this.#db.run(sql, ...progressOf(execution), execution.id);
  }

  save(execution: Execution): void {
    this.#live.keep(execution);
    this.#db.run(
      `UPDATE executions SET status = ?, result = ?, error = ?, ended_at = ?, phase = ?, invocation = ?,
         request_id = ?, invoked_at = ?, ${progress}
       WHERE id = ?`,
      execution.status,
      execution.result,
      execution.error,
      execution.endedAt,
      execution.phase,
      execution.invocation,
      execution.requestId,
      execution.invokedAt,
      ...progressOf(execution),
      execution.id,
    );
  }

  /** With its operations and history. */
  remove(id: number): void {
    this.#live.forget(id);
    this.#db.run("DELETE FROM executions WHERE id = ?", id);
  }

  #read(where: string, ...values: SqlValue[]): Execution | undefined {
    return this.#db.get<Execution>(`${select} WHERE ${where}`, ...values);
  }
}
