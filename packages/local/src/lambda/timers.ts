import type { Machine } from "../service.ts";

export type TimerKind =
  | "wait"
  | "step-retry"
  | "callback-timeout"
  | "callback-heartbeat"
  | "execution-timeout"
  | "invocation-retry"
  | "retention"
  | "async-retry";

/** Called inside `db.write`, once, after the timer is gone. */
export type OnTimer = (kind: TimerKind, subject: number, operationId: string) => void;

interface Due {
  id: number;
  kind: TimerKind;
  subject: number;
  operationId: string;
}

const schema = `
  CREATE TABLE IF NOT EXISTS timers (
    id INTEGER PRIMARY KEY, subject INTEGER NOT NULL, operation_id TEXT NOT NULL, kind TEXT NOT NULL,
    due_at INTEGER NOT NULL, UNIQUE (subject, operation_id, kind)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS timers_by_time ON timers (due_at);
`;

const batchSize = 200;

/**
 * All that is to happen later, as rows; one alarm of the clock stands for the earliest.
 * `subject` is the id of an execution, or of an asynchronous invocation for `async-retry`.
 */
export class Timers {
  readonly #machine: Pick<Machine, "clock" | "db">;
  readonly #onTimer: OnTimer;
  #armedFor = Infinity;
  #disarm: () => void = () => {};

  constructor(machine: Pick<Machine, "clock" | "db">, onTimer: OnTimer) {
    this.#machine = machine;
    this.#onTimer = onTimer;
    machine.db.define(schema);
  }

  /** Sets or moves a timer. Inside `db.write`. */
  set(kind: TimerKind, dueAt: number, subject: number, operationId = ""): void {
    this.#machine.db.run(
      `INSERT INTO timers (subject, operation_id, kind, due_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET due_at = excluded.due_at`,
      subject,
      operationId,
      kind,
      dueAt,
    );
    if (dueAt < this.#armedFor) this.#arm(dueAt);
  }

  clear(kind: TimerKind, subject: number, operationId = ""): void {
    this.#machine.db.run(
      "DELETE FROM timers WHERE subject = ? AND operation_id = ? AND kind = ?",
      subject,
      operationId,
      kind,
    );
  }

  /** Of an execution that has ended, only its removal is left; that of its timeout is moved, if it is still there. */
  endExecution(id: number, removeAt: number): void {
    const { db } = this.#machine;
    db.run(
      "DELETE FROM timers WHERE subject = ? AND kind NOT IN ('execution-timeout', 'async-retry')",
      id,
    );
    const moved = db.run(
      `UPDATE timers SET kind = 'retention', due_at = ?
       WHERE subject = ? AND operation_id = '' AND kind = 'execution-timeout'`,
      removeAt,
      id,
    );
    if (moved === 0) this.set("retention", removeAt, id);
    else if (removeAt < this.#armedFor) this.#arm(removeAt);
  }

  isDue(executionId: number): boolean {
    if (this.#machine.clock.now() < this.#armedFor) return false;
    return this.#dueOf(executionId).length > 0;
  }

  /** What is due in one execution, before its handler is told the state. Inside `db.write`. */
  fireExecution(id: number): void {
    this.#fire(this.#dueOf(id));
  }

  /** Fires what is due and arms the alarm for what comes next. */
  run(): void {
    const { db, clock } = this.#machine;
    this.close();
    db.write(() => {
      const due = db.all<Due>(
        `SELECT id, kind, subject, operation_id AS operationId FROM timers
         WHERE due_at <= ? ORDER BY due_at, id LIMIT ${batchSize}`,
        clock.now(),
      );
      this.#fire(due);
    });
    const next = db.get<{ dueAt: number | null }>("SELECT min(due_at) AS dueAt FROM timers");
    if (typeof next?.dueAt === "number") this.#arm(next.dueAt);
  }

  close(): void {
    this.#disarm();
    this.#armedFor = Infinity;
  }

  #dueOf(executionId: number): Due[] {
    // By the index on time: few are due at any moment, while an execution may have thousands.
    return this.#machine.db.all<Due>(
      `SELECT id, kind, subject, operation_id AS operationId FROM timers
       WHERE due_at <= ? AND +subject = ? AND kind <> 'async-retry' ORDER BY due_at, id`,
      this.#machine.clock.now(),
      executionId,
    );
  }

  #fire(due: Due[]): void {
    for (const { id, kind, subject, operationId } of due) {
      // An earlier one of the batch may have cleared it.
      if (this.#machine.db.run("DELETE FROM timers WHERE id = ?", id) === 1) {
        this.#onTimer(kind, subject, operationId);
      }
    }
  }

  #arm(dueAt: number): void {
    this.#disarm();
    this.#armedFor = dueAt;
    this.#disarm = this.#machine.clock.at(dueAt, () => this.run());
  }
}
