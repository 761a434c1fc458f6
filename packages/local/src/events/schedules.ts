import type { Machine } from "../service.ts";
import type { Delivery } from "./delivery.ts";
import { eventEnvelope, ruleArn } from "./event-envelope.ts";
import type { Rule } from "./rules.ts";

interface Due {
  rule: Rule;
  intervalMs: number;
  dueAt: number;
}

/** Fires the rules that have a schedule. The next time of each is on disk, so that a restart does not begin anew. */
export class Schedules {
  readonly #machine: Machine;
  readonly #rules: Rule[];
  readonly #delivery: Delivery;
  readonly #timers = new Map<string, () => void>();

  constructor(machine: Machine, rules: Rule[], delivery: Delivery) {
    this.#machine = machine;
    this.#rules = rules;
    this.#delivery = delivery;
    machine.db.define(`
      CREATE TABLE IF NOT EXISTS event_schedules (
        rule TEXT PRIMARY KEY, expression TEXT NOT NULL, due_at INTEGER NOT NULL
      ) STRICT`);
  }

  resume(): void {
    const { db } = this.#machine;
    db.write(() => {
      const names = JSON.stringify(this.#rules.map((rule) => rule.options.name));
      db.run(
        "DELETE FROM event_schedules WHERE rule NOT IN (SELECT value FROM json_each(?))",
        names,
      );
    });
    for (const rule of this.#rules) {
      if (rule.intervalMs !== undefined) this.#arm(this.#dueOf(rule, rule.intervalMs));
    }
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  /** What is on disk, or, for a new or changed schedule, one interval from now. */
  #dueOf(rule: Rule, intervalMs: number): Due {
    const { db, clock } = this.#machine;
    const { name, schedule = "" } = rule.options;
    const kept = db.get<{ dueAt: number }>(
      "SELECT due_at AS dueAt FROM event_schedules WHERE rule = ? AND expression = ?",
      name,
      schedule,
    );
    if (kept !== undefined) return { rule, intervalMs, dueAt: kept.dueAt };
    const due = { rule, intervalMs, dueAt: clock.now() + intervalMs };
    db.write(() => this.#store(due));
    return due;
  }

  #arm(due: Due): void {
    const { name } = due.rule.options;
    this.#timers.set(
      name,
      this.#machine.clock.at(due.dueAt, () => this.#fire(due)),
    );
  }

  #fire({ rule, intervalMs, dueAt }: Due): void {
    const { db, clock } = this.#machine;
    // Times that passed while nothing ran are one event, and the rhythm stays.
    const missed = Math.floor((clock.now() - dueAt) / intervalMs);
    const next = { rule, intervalMs, dueAt: dueAt + (missed + 1) * intervalMs };
    const event = eventEnvelope(this.#machine, {
      source: "aws.events",
      detailType: "Scheduled Event",
      resources: [ruleArn(this.#machine, rule.options.name)],
      detail: {},
      timeMs: dueAt + missed * intervalMs,
    });
    db.write(() => {
      this.#store(next);
      this.#delivery.deliver(rule.options.function, event);
    });
    this.#arm(next);
  }

  #store({ rule, dueAt }: Due): void {
    this.#machine.db.run(
      "INSERT OR REPLACE INTO event_schedules (rule, expression, due_at) VALUES (?, ?, ?)",
      rule.options.name,
      rule.options.schedule ?? "",
      dueAt,
    );
  }
}
