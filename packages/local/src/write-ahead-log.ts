import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";

import { lostSync } from "./lost-sync.ts";

/** What SQLite has committed but not yet carried over into its file; brought to disk here. */
export class WriteAheadLog {
  readonly #file: string;
  readonly #sql: DatabaseSync;
  /** SQLite keeps this one file until the last connection closes. */
  readonly #descriptor: number;
  readonly #idle: NodeJS.Timeout;
  #isSyncing = false;
  #hasGrown = false;

  /** Of the database in `file`. `idleMs`: how long nothing came before it is emptied. */
  constructor(file: string, sql: DatabaseSync, idleMs: number) {
    this.#file = file;
    this.#sql = sql;
    this.#descriptor = openSync(`${file}-wal`, "r+");
    this.#idle = setTimeout(() => this.#empty(), idleMs).unref();
  }

  /** In a thread. `done` hears what was lost, if it failed. */
  sync(done: (lost?: Error) => void): void {
    this.#isSyncing = true;
    fdatasync(this.#descriptor, (error) => {
      this.#isSyncing = false;
      done(error === null ? undefined : lostSync(this.#file, error));
    });
  }

  /** Throws when it fails. */
  syncNow(): void {
    try {
      fdatasyncSync(this.#descriptor);
    } catch (error) {
      throw lostSync(this.#file, error);
    }
  }

  /** What was committed is on disk. */
  grew(): void {
    this.#hasGrown = true;
    this.#idle.refresh();
  }

  close(): void {
    clearTimeout(this.#idle);
    closeSync(this.#descriptor);
  }

  /** The next write begins it anew, so that it does not grow for ever. */
  #empty(): void {
    if (!this.#hasGrown || this.#isSyncing || this.#sql.isTransaction) return;
    this.#hasGrown = false;
    try {
      this.#sql.exec("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (error) {
      // Nothing is lost, and the next idle moment tries again.
      console.error("the write-ahead log could not be carried over:", error);
    }
  }
}
