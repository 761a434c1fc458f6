import { Database, type SqlValue } from "../database.ts";

/** A database that tells how much work it was. */
export class CountingDatabase extends Database {
  /** How many were read or changed so far. */
  rows = 0;
  readonly #statements = new Set<string>();

  override all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    const rows = super.all<Row>(sql, ...values);
    this.#count(sql, rows.length);
    return rows;
  }

  override get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    this.#count(sql, 1);
    return super.get<Row>(sql, ...values);
  }

  override run(sql: string, ...values: SqlValue[]): number {
    const rows = super.run(sql, ...values);
    this.#count(sql, rows);
    return rows;
  }

  /** How SQLite finds the rows of the statements so far. */
  plans(): string[] {
    const statements = [...this.#statements].map((sql) => `EXPLAIN QUERY PLAN ${sql}`);
    return statements.flatMap((sql) =>
      super.all<{ detail: string }>(sql).map(({ detail }) => detail),
    );
  }

  #count(sql: string, rows: number): void {
    this.#statements.add(sql);
    this.rows += rows;
  }
}
