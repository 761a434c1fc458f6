import type { Database, SqlValue } from "../database.ts";
import { executionPageQuery, inPageOrder, type ExecutionPage } from "./execution-page.ts";
import type { Execution } from "./execution.ts";
import { LiveExecutions } from "./live-executions.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS executions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL, name TEXT NOT NULL,
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
  DROP INDEX IF EXISTS executions_by_function;
  DROP INDEX IF EXISTS executions_by_status;
  CREATE INDEX IF NOT EXISTS executions_by_status_and_start ON executions (function_name, status, started_at);
  CREATE INDEX IF NOT EXISTS executions_by_start ON executions (function_name, started_at);
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
const selectById = `${select} WHERE id = ?`;
const selectByName = `${select} WHERE function_name = ? AND name = ?`;
const selectByArn = `${selectByName} AND arn = ?`;

const progress = `failures = ?, sequence = ?, client_token = ?, seen_before = ?, last_event = ?,
  last_change = ?, seen_change = ?, metered_operations = ?, written_bytes = ?`;
const phase = `phase = ?, invocation = ?, request_id = ?, invoked_at = ?, ${progress}`;
const updateProgress = `UPDATE executions SET ${progress} WHERE id = ?`;
const updatePhase = `UPDATE executions SET ${phase} WHERE id = ?`;
const updateAll = `UPDATE executions SET status = ?, result = ?, error = ?, ended_at = ?, ${phase} WHERE id = ?`;

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

const phaseOf = (execution: Execution): SqlValue[] => [
  execution.phase,
  execution.invocation,
  execution.requestId,
  execution.invokedAt,
  ...progressOf(execution),
];

export type NewExecution = Pick<
  Execution,
  "arn" | "name" | "functionName" | "version" | "input" | "startedAt" | "timeoutSeconds"
> &
  Pick<Execution, "retentionDays" | "isSync" | "tenantId" | "parentId" | "parentOperation"> &
  Partial<Pick<Execution, "phase" | "lastEvent">>;

const executionArn = /:function:(?<functionName>[^:]+):[^:]+\/durable-execution\/(?<name>[^/]+)\//;

/** The table's defaults. */
export const unstarted = {
  status: "RUNNING",
  result: null,
  error: null,
  endedAt: null,
  phase: "idle",
  invocation: 0,
  requestId: null,
  invokedAt: null,
  failures: 0,
  sequence: 0,
  clientToken: null,
  seenBefore: 0,
  lastEvent: 0,
  lastChange: 0,
  seenChange: 0,
  meteredOperations: 1,
  writtenBytes: 0,
} as const satisfies Partial<Execution>;

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

  insert(asked: NewExecution): Execution {
    const execution = { ...unstarted, ...asked };
    const id = this.#db.insert(
      `INSERT INTO executions (arn, name, function_name, version, input, started_at, timeout_seconds,
         retention_days, is_sync, tenant_id, parent_id, parent_operation, phase, last_event)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      execution.phase,
      execution.lastEvent,
    );
    const inserted = { id, ...execution };
    this.#live.keep(inserted);
    return inserted;
  }

  byId(id: number): Execution | undefined {
    return this.#live.byId(id) ?? this.#db.get<Execution>(selectById, id);
  }

  /** By its name, which is unique in its function, so that the long ARNs need no index. */
  byArn(arn: string): Execution | undefined {
    const known = this.#live.byArn(arn);
    if (known !== undefined) return known;
    const { functionName = "", name = "" } = executionArn.exec(arn)?.groups ?? {};
    return this.#db.get<Execution>(selectByArn, functionName, name, arn);
  }

  byName(functionName: string, name: string): Execution | undefined {
    return this.#db.get<Execution>(selectByName, functionName, name);
  }

  /** Those that wait for a handler or run in one. */
  underWay(): Execution[] {
    return this.#db.all<Execution>(`${select} WHERE phase <> 'idle' ORDER BY id`);
  }

  /** In the order of their starts, one status at a time so that an index serves each. */
  page(page: ExecutionPage): Execution[] {
    const perStatus = page.statuses.map((status) => {
      const { where, values } = executionPageQuery(page, status);
      return this.#db.all<Execution>(`${select} ${where}`, ...values);
    });
    return perStatus.flat().sort(inPageOrder(page)).slice(0, page.limit);
  }

  /** For what leaves status and phase as they are: no index is touched. */
  saveProgress(execution: Execution): void {
    this.#live.keep(execution);
    this.#db.run(updateProgress, ...progressOf(execution), execution.id);
  }

  /** For what leaves the status as it is. */
  savePhase(execution: Execution): void {
    this.#live.keep(execution);
    this.#db.run(updatePhase, ...phaseOf(execution), execution.id);
  }

  save(execution: Execution): void {
    this.#live.keep(execution);
    this.#db.run(
      updateAll,
      execution.status,
      execution.result,
      execution.error,
      execution.endedAt,
      ...phaseOf(execution),
      execution.id,
    );
  }

  /** With its operations and history. */
  remove(id: number): void {
    this.#live.forget(id);
    this.#db.run("DELETE FROM executions WHERE id = ?", id);
  }
}
