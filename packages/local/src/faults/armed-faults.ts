import type { Database, SqlValue } from "../database.ts";
import { armedFault, type ArmedFault } from "./armed-fault.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS armed_faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT, fault TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS fault_checkpoints (
    fault INTEGER NOT NULL REFERENCES armed_faults (id) ON DELETE CASCADE, execution TEXT NOT NULL,
    seen INTEGER NOT NULL, PRIMARY KEY (fault, execution)
  ) STRICT;
`;

/** The faults that wait for what they strike, on disk like everything else. */
export class ArmedFaults {
  readonly #db: Database;
  /** As read last; every call of every service asks. */
  #known: { id: number; fault: ArmedFault }[] | undefined;

  constructor(db: Database) {
    this.#db = db;
    db.define(schema);
    db.onUndone(() => (this.#known = undefined));
  }

  add(fault: ArmedFault): void {
    this.#write("INSERT INTO armed_faults (fault) VALUES (?)", JSON.stringify(fault));
  }

  /** The oldest first; `times` is how often each will strike yet. */
  list(): ArmedFault[] {
    return this.#all().map(({ fault }) => fault);
  }

  clear(): void {
    this.#write("DELETE FROM armed_faults");
  }

  /** Uses the oldest fault for which `strikes` holds; all are asked, so that each can count. */
  take<Fault extends ArmedFault>(
    strikes: (fault: ArmedFault, id: number) => fault is Fault,
  ): Fault | undefined {
    const all = this.#all();
    if (all.length === 0) return undefined;
    return this.#db.write(() => {
      const [first] = all.flatMap(({ id, fault }) => (strikes(fault, id) ? [{ id, fault }] : []));
      if (first !== undefined) this.#use(first.id, first.fault);
      return first?.fault;
    });
  }

  /** Which checkpoint of the execution this is since the fault was made. Inside `take`. */
  countCheckpoint(faultId: number, execution: string): number {
    const row = this.#db.get<{ seen: number }>(
      `INSERT INTO fault_checkpoints (fault, execution, seen) VALUES (?, ?, 1)
       ON CONFLICT DO UPDATE SET seen = seen + 1 RETURNING seen`,
      faultId,
      execution,
    );
    return row?.seen ?? 0;
  }

  #all(): { id: number; fault: ArmedFault }[] {
    this.#known ??= this.#db
      .all<{ id: number; fault: string }>("SELECT id, fault FROM armed_faults ORDER BY id")
      .map(({ id, fault }) => ({ id, fault: armedFault.parse(JSON.parse(fault)) }));
    return this.#known;
  }

  #write(sql: string, ...values: SqlValue[]): void {
    this.#known = undefined;
    this.#db.write(() => this.#db.run(sql, ...values));
  }

  #use(id: number, fault: ArmedFault): void {
    if (!("times" in fault)) return;
    if (fault.times === 1) {
      this.#write("DELETE FROM armed_faults WHERE id = ?", id);
      return;
    }
    const left = JSON.stringify({ ...fault, times: fault.times - 1 });
    this.#write("UPDATE armed_faults SET fault = ? WHERE id = ?", left, id);
  }
}
