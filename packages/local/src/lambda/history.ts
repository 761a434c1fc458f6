import type { Database } from "../database.ts";

export type EventDetails = Record<string, unknown>;

/** What an event tells of: an operation, or the execution itself. */
export interface EventSubject {
  id: string;
  name: string | null;
  subType: string | null;
  parentId: string | null;
}

export interface HistoryRow {
  eventId: number;
  type: string;
  at: number;
  subjectId: string | null;
  name: string | null;
  subType: string | null;
  parentId: string | null;
  /** JSON. */
  details: string;
}

const schema = `
  CREATE TABLE IF NOT EXISTS history (
    execution_id INTEGER NOT NULL REFERENCES executions ON DELETE CASCADE, event_id INTEGER NOT NULL,
    type TEXT NOT NULL, at INTEGER NOT NULL, subject_id TEXT, name TEXT, sub_type TEXT,
    parent_id TEXT, details TEXT NOT NULL, PRIMARY KEY (execution_id, event_id)
  ) STRICT;
`;

/** The events of the executions, numbered from 1 in each, without gaps. */
export class History {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    db.define(schema);
  }

  append(
    executionId: number,
    event: { eventId: number; type: string; at: number; details: EventDetails },
    subject: EventSubject | undefined,
  ): void {
    this.#db.run(
      `INSERT INTO history (execution_id, event_id, type, at, subject_id, name, sub_type, parent_id, details)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      executionId,
      event.eventId,
      event.type,
      event.at,
      subject?.id ?? null,
      subject?.name ?? null,
      subject?.subType ?? null,
      subject?.parentId ?? null,
      JSON.stringify(event.details),
    );
  }

  /** From event `fromId` on, including it. */
  page(executionId: number, fromId: number, isReverse: boolean, limit: number): HistoryRow[] {
    const [compare, order] = isReverse ? ["<=", "DESC"] : [">=", "ASC"];
    return this.#db.all<HistoryRow>(
      `SELECT event_id AS eventId, type, at, subject_id AS subjectId, name, sub_type AS subType,
         parent_id AS parentId, details
       FROM history WHERE execution_id = ? AND event_id ${compare} ? ORDER BY event_id ${order} LIMIT ?`,
      executionId,
      fromId,
      limit,
    );
  }
}
