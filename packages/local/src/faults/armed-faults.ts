import { AwsError } from "../aws-error.ts";
import type { Database } from "../database.ts";

type Kind = "run-task-throttled" | "run-task-no-capacity";

/** Faults that wait for the next calls, on disk like everything else. */
export class ArmedFaults {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    db.define(`
      CREATE TABLE IF NOT EXISTS faults (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, times INTEGER NOT NULL
      ) STRICT`);
  }

  add(kind: Kind, times: number): void {
    this.#db.write(() =>
      this.#db.run("INSERT INTO faults (kind, times) VALUES (?, ?)", kind, times),
    );
  }

  list(): { kind: Kind; times: number }[] {
    return this.#db.all("SELECT kind, times FROM faults ORDER BY id");
  }

  clear(): void {
    this.#db.write(() => this.#db.run("DELETE FROM faults"));
  }

  /** Throws, or returns the reason for which there is no task, when a fault waits for this RunTask call. */
  strikeRunTask(): string | undefined {
    const sql = "SELECT id, kind FROM faults ORDER BY id LIMIT 1";
    const fault = this.#db.get<{ id: number; kind: Kind }>(sql);
    if (fault === undefined) return undefined;
    this.#db.write(() => {
      this.#db.run("UPDATE faults SET times = times - 1 WHERE id = ?", fault.id);
      this.#db.run("DELETE FROM faults WHERE times <= 0");
    });
    if (fault.kind === "run-task-throttled") {
      throw new AwsError("ThrottlingException", "Rate exceeded");
    }
    return "Capacity is unavailable at this time. Please try again later or in a different availability zone";
  }
}
