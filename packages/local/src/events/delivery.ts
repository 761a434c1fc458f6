import type { EventFault } from "../faults/strike-event.ts";
import type { FunctionInvoker, Machine } from "../service.ts";
import type { eventEnvelope } from "./event-envelope.ts";

interface Late {
  id: number;
  dueAt: number;
  functionName: string;
  payload: string;
}

/** Gives events to functions: once and at once, unless a fault has it otherwise. */
export class Delivery {
  readonly #machine: Machine;
  readonly #invoker: FunctionInvoker;
  readonly #strike: (detailType: string) => EventFault | undefined;
  readonly #timers = new Map<number, () => void>();

  constructor(
    machine: Machine,
    invoker: FunctionInvoker,
    strike: (detailType: string) => EventFault | undefined,
  ) {
    this.#machine = machine;
    this.#invoker = invoker;
    this.#strike = strike;
    machine.db.define(`
      CREATE TABLE IF NOT EXISTS late_events (
        id INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, function TEXT NOT NULL, payload TEXT NOT NULL
      ) STRICT`);
  }

  /** Inside `db.write`. */
  deliver(functionName: string, event: ReturnType<typeof eventEnvelope>): void {
    const payload = JSON.stringify(event);
    const fault = this.#strike(event["detail-type"]);
    if (fault?.kind === "event-drop") return;
    if (fault?.kind === "event-delay") {
      this.#delay(fault.delayMs, functionName, payload);
      return;
    }
    if (fault?.kind === "event-duplicate") this.#invoker.invokeLater(functionName, payload);
    this.#invoker.invokeLater(functionName, payload);
  }

  resume(): void {
    const sql = "SELECT id, due_at AS dueAt, function AS functionName, payload FROM late_events";
    for (const late of this.#machine.db.all<Late>(sql)) this.#arm(late);
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #delay(delayMs: number, functionName: string, payload: string): void {
    const { db, clock } = this.#machine;
    const dueAt = clock.now() + delayMs;
    const row = db.get<{ id: number }>(
      "INSERT INTO late_events (due_at, function, payload) VALUES (?, ?, ?) RETURNING id",
      dueAt,
      functionName,
      payload,
    );
    if (row === undefined) throw new Error("the late event was not stored");
    db.afterCommit(() => this.#arm({ id: row.id, dueAt, functionName, payload }));
  }

  #arm({ id, dueAt, functionName, payload }: Late): void {
    const { db, clock } = this.#machine;
    const fire = () => {
      this.#timers.delete(id);
      db.write(() => {
        db.run("DELETE FROM late_events WHERE id = ?", id);
        this.#invoker.invokeLater(functionName, payload);
      });
    };
    this.#timers.set(id, clock.at(dueAt, fire));
  }
}
