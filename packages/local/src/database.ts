import { DatabaseSync } from "node:sqlite";

interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** What nobody waits for, such as lines of a log, goes to disk with what follows, but not later than this. */
const lingerMs = 10;

export interface DatabaseOptions {
  /** How long nothing was written before the WAL is carried over into the file. */
  idleMs?: number;
}

/**
 * The service's state: one SQLite file, every commit fsynced.
 *
 * All writes of one turn of the event loop share a transaction (group commit), so an fsync is paid once for
 * as many requests as came together. Nothing may be answered or started before `committed()`.
 */
export class Database {
  readonly #sql: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  #open = false;
  #depth = 0;
  #waiters: Waiter[] = [];
  #effects: (() => void)[] = [];
  #isAwaited = false;
  #linger: NodeJS.Timeout | undefined;
  readonly #idle: NodeJS.Timeout;
  #hasGrown = false;

  constructor(file: string, { idleMs = 1_000 }: DatabaseOptions = {}) {
    this.#sql = new DatabaseSync(file, { timeout: 5_000 });
    this.#sql.exec("PRAGMA journal_mode = WAL");
    this.#sql.exec("PRAGMA synchronous = FULL");
    // The default of 1,000 pages stalls the loop for up to 130 ms in the middle of a burst; idle moments do it.
    this.#sql.exec("PRAGMA wal_autocheckpoint = 16000");
    this.#sql.exec("PRAGMA foreign_keys = ON");
    this.#idle = setTimeout(() => this.#emptyWal(), idleMs).unref();
  }

  /** Creates what is missing. Called once by each service, before it serves. */
  define(schema: string): void {
    this.#sql.exec(schema);
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  /** Changes rows; only inside `write`. Returns how many rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    if (this.#depth === 0) throw new Error(`written outside a transaction: ${sql}`);
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Does `work` whole or not at all: a throw undoes what it wrote and nothing else. Must not await. */
  write<T>(work: () => T): T {
    this.#begin();
    this.#depth += 1;
    const savepoint = `s${this.#depth}`;
    this.#prepare(`SAVEPOINT ${savepoint}`).run();
    const effectsBefore = this.#effects.length;
    try {
      const result = work();
      this.#prepare(`RELEASE ${savepoint}`).run();
      return result;
    } catch (error) {
      this.#sql.exec(`ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`);
      this.#effects.length = effectsBefore;
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** Resolves when all that was written so far is on disk; at once when nothing is under way. */
  committed(): Promise<void> {
    if (!this.#open) return Promise.resolve();
    this.#commitSoon();
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Runs `effect` when what was written so far is on disk, never if it is rolled back. */
  afterCommit(effect: () => void): void {
    if (!this.#open) return effect();
    this.#effects.push(effect);
    this.#commitSoon();
  }

  /** Commits what is open, and what follows from it, and closes the file. */
  close(): void {
    while (this.#open) this.#commit();
    clearTimeout(this.#idle);
    this.#sql.close();
  }

  #prepare(sql: string) {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#sql.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #begin(): void {
    if (this.#open) return;
    this.#prepare("BEGIN IMMEDIATE").run();
    this.#open = true;
    this.#linger = setTimeout(() => this.#commit(), lingerMs);
  }

  #commitSoon(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    setImmediate(() => this.#commit());
  }

  #commit(): void {
    if (!this.#open) return;
    const waiters = this.#waiters;
    const effects = this.#effects;
    this.#waiters = [];
    this.#effects = [];
    this.#open = false;
    this.#isAwaited = false;
    clearTimeout(this.#linger);
    try {
      this.#prepare("COMMIT").run();
    } catch (error) {
      if (this.#sql.isTransaction) this.#sql.exec("ROLLBACK");
      for (const waiter of waiters) waiter.reject(error);
      return;
    }
    this.#hasGrown = true;
    this.#idle.refresh();
    for (const waiter of waiters) waiter.resolve();
    for (const effect of effects) effect();
  }

  /** The next write begins the WAL anew, so that it does not grow for ever. */
  #emptyWal(): void {
    if (!this.#hasGrown || this.#open) return;
    this.#hasGrown = false;
    try {
      this.#sql.exec("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (error) {
      // Nothing is lost, and the next idle moment tries again.
      console.error("the write-ahead log could not be carried over:", error);
    }
  }
}

export type SqlValue = string | number | bigint | null | Uint8Array;
