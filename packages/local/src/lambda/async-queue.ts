import { randomUUID } from "node:crypto";

import type { LogSink, Machine } from "../service.ts";
import type { ChainedLaunches } from "./chained-launches.ts";
import type { InvokedFunction } from "./function-version.ts";
import type { Functions } from "./functions.ts";
import type { ChainedInvokeEnd } from "./operations/chained-invoke.ts";
import { withinResponseLimit } from "./output-limits.ts";
import type { InvocationOutcome } from "./runtime/invocation.ts";
import type { Runtime } from "./runtime/runtime.ts";
import type { Timers } from "./timers.ts";

interface QueuedInvocation {
  id: number;
  requestId: string;
  functionName: string;
  version: string;
  payload: string;
  /** Null in files of an earlier version. */
  invokedArn: string | null;
  failures: number;
  tenantId: string | null;
  parentId: number | null;
  parentOperation: string | null;
}

const schema = `
  CREATE TABLE IF NOT EXISTS async_invocations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL, function_name TEXT NOT NULL,
    version TEXT NOT NULL, payload TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0,
    tenant_id TEXT, invoked_arn TEXT, parent_id INTEGER, parent_operation TEXT
  ) STRICT;
`;

/** As on AWS: twice more, after one and after two minutes. */
const retryDelaysMs = [60_000, 120_000];

export interface AsyncQueueParts {
  machine: Machine;
  functions: Functions;
  runtime: Pick<Runtime, "enqueue">;
  logs: LogSink;
  timers: Timers;
  launches: ChainedLaunches;
  /** The outcome of one that an execution waits for. Inside `db.write`. */
  settle(executionId: number, operationId: string, end: ChainedInvokeEnd): void;
}

interface AddOptions {
  tenantId?: string | undefined;
  parent?: { executionId: number; operationId: string };
}

/** Invocations of plain functions that nobody waits for on a line; kept until they are done with. */
export class AsyncQueue {
  readonly #parts: AsyncQueueParts;

  constructor(parts: AsyncQueueParts) {
    this.#parts = parts;
    parts.machine.db.define(schema);
    parts.machine.db.addColumn("async_invocations", "tenant_id", "TEXT");
    parts.machine.db.addColumn("async_invocations", "invoked_arn", "TEXT");
  }

  /** Inside `db.write`. `parent`: the operation that waits for the outcome; AWS does not retry for it. */
  add(target: InvokedFunction, payload: string, { tenantId, parent }: AddOptions = {}): string {
    const requestId = randomUUID();
    const row = this.#parts.machine.db.get<{ id: number }>(
      `INSERT INTO async_invocations (request_id, function_name, version, payload, tenant_id, invoked_arn, parent_id,
         parent_operation)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
      requestId,
      target.options.name,
      target.version,
      payload,
      tenantId ?? null,
      target.invokedArn,
      parent?.executionId ?? null,
      parent?.operationId ?? null,
    );
    if (row === undefined) throw new Error(`invocation ${requestId} was not stored`);
    if (parent === undefined) this.dispatch(row.id);
    else this.#parts.launches.hold(parent.executionId, () => this.#enqueue(row.id));
    return requestId;
  }

  /** Runs it as soon as the present transaction is on disk and a process is free. */
  dispatch(id: number): void {
    this.#parts.machine.db.afterCommit(() => this.#enqueue(id));
  }

  /** Takes up what an earlier server did not get to. */
  resume(): void {
    const rows = this.#parts.machine.db.all<{ id: number }>(
      `SELECT id FROM async_invocations AS invocation WHERE NOT EXISTS
         (SELECT 1 FROM timers WHERE kind = 'async-retry' AND subject = invocation.id) ORDER BY id`,
    );
    for (const { id } of rows) this.#enqueue(id);
  }

  #enqueue(id: number): void {
    const row = this.#find(id);
    if (row === undefined) return;
    const target = this.#parts.functions.find(row.functionName, row.version);
    if (target === undefined) {
      const errorMessage = `Function not found: ${row.functionName}`;
      const error = { errorType: "ResourceNotFoundException", errorMessage };
      return this.#end(row, { isOk: false, error, logTail: "" });
    }
    this.#parts.runtime.enqueue(target, {
      begin: () => {
        const { requestId, payload, tenantId, invokedArn } = this.#find(id) ?? row;
        return {
          requestId,
          payload,
          invokedFunctionArn: invokedArn ?? target.arn,
          ...(tenantId === null ? {} : { tenantId }),
        };
      },
      end: (outcome) => this.#end(row, withinResponseLimit(outcome)),
    });
  }

  #find(id: number): QueuedInvocation | undefined {
    return this.#parts.machine.db.get<QueuedInvocation>(
      `SELECT id, request_id AS requestId, function_name AS functionName, version, payload, failures,
         tenant_id AS tenantId, invoked_arn AS invokedArn, parent_id AS parentId, parent_operation AS parentOperation
       FROM async_invocations WHERE id = ?`,
      id,
    );
  }

  #end(row: QueuedInvocation, outcome: InvocationOutcome): void {
    const { db, clock } = this.#parts.machine;
    db.write(() => {
      if (row.parentId !== null && row.parentOperation !== null) {
        this.#parts.settle(row.parentId, row.parentOperation, chainedEnd(outcome));
        return this.#remove(row.id);
      }
      if (outcome.isOk) return this.#remove(row.id);
      const delayMs = retryDelaysMs[row.failures];
      if (delayMs === undefined) return this.#drop(row, outcome.error.errorType);
      db.run("UPDATE async_invocations SET failures = failures + 1 WHERE id = ?", row.id);
      this.#parts.timers.set("async-retry", clock.now() + delayMs, row.id);
    });
  }

  #drop(row: QueuedInvocation, errorType: string): void {
    const timestamp = this.#parts.machine.clock.now();
    const message = `Asynchronous invocation ${row.requestId} failed ${row.failures + 1} times and was dropped: ${errorType}`;
    const group = `/aws/lambda/${row.functionName}`;
    this.#parts.logs.append(group, "asynchronous-invocations", [{ timestamp, message }]);
    this.#remove(row.id);
  }

  #remove(id: number): void {
    this.#parts.machine.db.run("DELETE FROM async_invocations WHERE id = ?", id);
  }
}

function chainedEnd(outcome: InvocationOutcome): ChainedInvokeEnd {
  if (outcome.isOk) return { status: "SUCCEEDED", result: outcome.payload };
  const { errorType, errorMessage, trace } = outcome.error;
  const error = { ErrorType: errorType, ErrorMessage: errorMessage };
  return { status: "FAILED", error: trace === undefined ? error : { ...error, StackTrace: trace } };
}
