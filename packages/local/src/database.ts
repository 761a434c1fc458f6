import type { DatabaseSync } from "node:sqlite";

import { AwsError } from "./aws-error.ts";
import { examineDatabase } from "./examine-database.ts";
import { lostSync } from "./lost-sync.ts";
import { openDatabase } from "./open-database.ts";
import { unusableDatabase } from "./unusable-database.ts";
import { WriteAheadLog } from "./write-ahead-log.ts";
import { WriteGroup } from "./write-group.ts";

/** What nobody waits for, such as lines of a log, goes to disk with what follows, but not later than this. */
const lingerMs = 10;
/** Until a disk that refused is asked again, if nobody asks before. */
const refusedMs = 250;

export interface DatabaseOptions {
  /** How long nothing was written before the WAL is carried over into the file. */
  idleMs?: number;
}

/**
 * The service's state: one SQLite file, every commit fsynced.
 *
 * All that is written while the disk is busy shares a transaction (group commit), so an fsync is paid once for as
 * many requests as came together. SQLite would block the event loop for it; so it is told not to sync
 * (`synchronous = NORMAL` keeps the order of WAL and file), and the WAL is synced by us, in a thread.
 * Nothing may be answered before `committed()`.
 */
export class Database {
  readonly #file: string;
  readonly #sql: DatabaseSync;
  readonly #wal: WriteAheadLog;
  readonly #statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  /** What the open transaction holds. */
  #open: WriteGroup | undefined;
  /** Committed, and on its way to the disk. */
  #syncing: WriteGroup | undefined;
  #closing: PromiseWithResolvers<void> | undefined;
  #depth = 0;
  readonly #undoListeners: (() => void)[] = [];
  #isAwaited = false;
  #linger: NodeJS.Timeout | undefined;
  /** Why the last commit was refused; what it held is still in the open transaction. */
  #refusal: AwsError | undefined;

  /** Throws an Error that says what to do when the file is damaged, which leaves it as it is, or cannot be written. */
  constructor(file: string, { idleMs = 1_000 }: DatabaseOptions = {}) {
    this.#file = file;
    try {
      examineDatabase(file);
      this.#sql = openDatabase(file);
      this.#wal = new WriteAheadLog(file, this.#sql, idleMs);
    } catch (cause) {
      throw unusableDatabase(file, cause);
    }
  }

  /** Creates what is missing. Called once by each service, before it serves. */
  define(schema: string): void {
    try {
      this.#sql.exec(schema);
    } catch (cause) {
      throw unusableDatabase(this.#file, cause);
    }
  }

  /** Adds a column that a file of an earlier version lacks. */
  addColumn(table: string, name: string, type: string): void {
    const sql = "SELECT 1 FROM pragma_table_info(?) WHERE name = ?";
    if (this.get(sql, table, name) === undefined) {
      this.define(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`);
    }
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    const row = this.#prepare(sql).get(...values) as Row | undefined;
    if (sql.includes(" RETURNING ")) this.#open?.writes.push({ sql, values });
    return row;
  }

  /** Changes rows; only inside `write`. Returns how many rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return Number(this.#write(sql, values).changes);
  }

  /** Adds a row; only inside `write`. Returns its number. */
  insert(sql: string, ...values: SqlValue[]): number {
    return Number(this.#write(sql, values).lastInsertRowid);
  }

  /** Does `work` whole or not at all: a throw undoes what it wrote and nothing else. Must not await. */
  write<T>(work: () => T): T {
    const group = this.#begin();
    const effectsBefore = group.effects.length;
    const writesBefore = group.writes.length;
    this.#depth += 1;
    try {
      return work();
    } catch (error) {
      group.effects.length = effectsBefore;
      // SQLite itself undoes all of a transaction after some errors of the system.
      const isChanged = group.writes.length > writesBefore || !this.#sql.isTransaction;
      if (isChanged) this.#undo(group, writesBefore);
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** For what is kept in memory of what was written: hears of each write that was undone. */
  onUndone(listener: () => void): void {
    this.#undoListeners.push(listener);
  }

  /** While the disk refuses writes nothing more is to be begun: `committed()` asks it again. */
  get isRefused(): boolean {
    return this.#refusal !== undefined;
  }

  /**
   * Resolves when all that was written so far is on disk; at once when nothing is under way. Rejects with an
   * AwsError when the disk refuses: the writes stay in the open transaction, and are on disk once there is room.
   */
  committed(): Promise<void> {
    const group = this.#last();
    if (group === undefined) return Promise.resolve();
    return new Promise((resolve, reject) => group.waiters.push({ resolve, reject }));
  }

  /** Runs `effect` when what was written so far is on disk, never if it is rolled back. */
  afterCommit(effect: () => void): void {
    const group = this.#last();
    if (group === undefined) return effect();
    group.effects.push(effect);
  }

  /**
   * Commits what is open, and what follows from it, and closes the file, once the sync that is under way has ended.
   * Rejects when that failed: the system tells of it once, so that another one would say nothing.
   */
  async close(): Promise<void> {
    if (this.#syncing !== undefined) {
      this.#closing = Promise.withResolvers();
      await this.#closing.promise;
    }
    for (let group = this.#commit(); group !== undefined; group = this.#commit()) {
      this.#wal.syncNow();
      this.#settle(group);
    }
    clearTimeout(this.#linger);
    this.#wal.close();
    this.#sql.close();
    if (this.#refusal !== undefined) throw this.#refusal;
  }

  /** The group of all that was written so far, which now has somebody who waits for it. */
  #last(): WriteGroup | undefined {
    if (this.#open !== undefined) this.#commitSoon();
    return this.#open ?? this.#syncing;
  }

  #write(sql: string, values: SqlValue[]) {
    if (this.#depth === 0) throw new Error(`written outside a transaction: ${sql}`);
    const result = this.#prepare(sql).run(...values);
    this.#open?.writes.push({ sql, values });
    return result;
  }

  #prepare(sql: string) {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#sql.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #begin(): WriteGroup {
    if (this.#open !== undefined) return this.#open;
    this.#prepare("BEGIN IMMEDIATE").run();
    this.#linger = setTimeout(() => this.#commitSoon(), lingerMs);
    this.#open = new WriteGroup();
    return this.#open;
  }

  #commitSoon(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    if (this.#syncing === undefined) setImmediate(() => this.#flush());
  }

  #flush(): void {
    if (this.#syncing !== undefined) return;
    const group = this.#commit();
    if (group === undefined) return;
    this.#wal.sync((lost) => {
      if (this.#syncing !== group) return; // closed meanwhile
      if (lost !== undefined) {
        if (this.#closing === undefined) throw lost;
        return this.#closing.reject(lost);
      }
      this.#settle(group);
      if (this.#closing !== undefined) return this.#closing.resolve();
      // After what else has arrived meanwhile, which then shares the next sync.
      if (this.#isAwaited) setImmediate(() => this.#flush());
    });
  }

  /** Hands the open transaction to the file system. Undefined when there was none, or when it was refused. */
  #commit(): WriteGroup | undefined {
    const group = this.#open;
    if (group === undefined) return undefined;
    this.#open = undefined;
    this.#isAwaited = false;
    clearTimeout(this.#linger);
    try {
      this.#prepare("COMMIT").run();
    } catch (error) {
      this.#refused(group, error);
      return undefined;
    }
    if (this.#refusal !== undefined) console.error(`${this.#file} is written to again`);
    this.#refusal = undefined;
    this.#syncing = group;
    return group;
  }

  /**
   * Back to the first `count` writes of the transaction, which are done again. A savepoint would spare that, but each
   * costs all writes a copy of every page that they change, and it is rare that something was written before a throw.
   */
  #undo(group: WriteGroup, count: number): void {
    group.writes.length = count;
    for (const listener of this.#undoListeners) listener();
    if (this.#sql.isTransaction) this.#sql.exec("ROLLBACK");
    this.#redo(group);
  }

  #refused(group: WriteGroup, cause: unknown): void {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `The local AWS cannot write to ${this.#file}: ${why}. Make room on its disk, then try again.`;
    const refusal = new AwsError("ServiceException", message, 500);
    if (this.#refusal === undefined) console.error(message);
    this.#refusal = refusal;
    if (this.#sql.isTransaction) this.#sql.exec("ROLLBACK");
    this.#redo(group);
    this.#linger = setTimeout(() => this.#commitSoon(), refusedMs);
    for (const waiter of group.waiters.splice(0)) waiter.reject(refusal);
  }

  /** All that is in memory counts on these writes, so the process ends when they cannot be done again. */
  #redo(group: WriteGroup): void {
    try {
      this.#prepare("BEGIN IMMEDIATE").run();
      for (const { sql, values } of group.writes) this.#prepare(sql).run(...values);
    } catch (cause) {
      const lost = lostSync(this.#file, cause);
      // Before the next commit, whoever catches what is thrown here.
      process.nextTick(() => {
        throw lost;
      });
      throw lost;
    }
    this.#open = group;
  }

  #settle({ waiters, effects }: WriteGroup): void {
    this.#syncing = undefined;
    this.#wal.grew();
    for (const waiter of waiters) waiter.resolve();
    for (const effect of effects) effect();
  }
}

export type SqlValue = string | number | bigint | null | Uint8Array;
