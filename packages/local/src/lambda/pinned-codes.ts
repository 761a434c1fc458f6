import type { Database } from "../database.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS pinned_codes (
    execution_id INTEGER PRIMARY KEY REFERENCES executions (id) ON DELETE CASCADE, code TEXT NOT NULL
  ) STRICT;
`;

/** The code that executions of `$LATEST` began with, and go on with when the file has changed. */
export class PinnedCodes {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    db.define(schema);
  }

  of(executionId: number): string | undefined {
    const sql = "SELECT code FROM pinned_codes WHERE execution_id = ?";
    return this.#db.get<{ code: string }>(sql, executionId)?.code;
  }

  /** The first one stays. Inside `db.write`. */
  pin(executionId: number, code: string): void {
    const sql = "INSERT OR IGNORE INTO pinned_codes (execution_id, code) VALUES (?, ?)";
    this.#db.run(sql, executionId, code);
  }

  /** Those that an execution may still need. */
  inUse(): string[] {
    const rows = this.#db.all<{ code: string }>(
      `SELECT DISTINCT code FROM pinned_codes JOIN executions ON executions.id = execution_id
       WHERE status = 'RUNNING'`,
    );
    return rows.map(({ code }) => code);
  }
}
