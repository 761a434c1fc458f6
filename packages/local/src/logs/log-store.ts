import { AwsError } from "../aws-error.ts";
import type { Machine } from "../service.ts";

export interface LogGroup {
  id: number;
  name: string;
  createdAt: number;
  /** Null: events are kept for ever. */
  retentionDays: number | null;
}

export interface LogStream {
  id: number;
  name: string;
  createdAt: number;
  firstEventAt: number | null;
  lastEventAt: number | null;
  lastIngestedAt: number | null;
}

interface Place {
  group: Pick<LogGroup, "id">;
  stream: Pick<LogStream, "id">;
}

const mostPlaces = 1_000;

export interface LogLine {
  timestamp: number;
  message: string;
}

const schema = `
  CREATE TABLE IF NOT EXISTS log_groups (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS log_streams (
    id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES log_groups, name TEXT NOT NULL,
    created_at INTEGER NOT NULL, first_event_at INTEGER, last_event_at INTEGER, last_ingested_at INTEGER,
    UNIQUE (group_id, name)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS log_streams_by_time ON log_streams (group_id, ifnull(last_event_at, 0), name);
  CREATE TABLE IF NOT EXISTS log_events (
    id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, stream_id INTEGER NOT NULL,
    timestamp INTEGER NOT NULL, ingested_at INTEGER NOT NULL, message TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS log_events_by_stream ON log_events (stream_id, timestamp, id);
  CREATE INDEX IF NOT EXISTS log_events_by_group ON log_events (group_id, timestamp, id);
`;

export const groupColumns = "id, name, created_at AS createdAt, retention_days AS retentionDays";

export const streamColumns = `id, name, created_at AS createdAt, first_event_at AS firstEventAt,
  last_event_at AS lastEventAt, last_ingested_at AS lastIngestedAt`;

type LogMachine = Pick<Machine, "accountId" | "clock" | "db" | "region">;

/** The rows behind CloudWatch Logs. Everything that writes is called inside `db.write`. */
export class LogStore {
  readonly machine: LogMachine;
  /** Where lines went lately, so that the next ones need not look for it. */
  readonly #places = new Map<string, Place>();

  constructor(machine: LogMachine) {
    this.machine = machine;
    machine.db.define(schema);
    machine.db.addColumn("log_groups", "retention_days", "INTEGER");
    machine.db.onUndone(() => this.forgetPlaces());
  }

  /** To be called when a group or a stream went. */
  forgetPlaces(): void {
    this.#places.clear();
  }

  /** A stream and its group, made where they are missing. */
  place(groupName: string, streamName: string): Place {
    // No group's name has a colon.
    const key = `${groupName}:${streamName}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const group = this.findGroup(groupName) ?? this.newGroup(groupName);
    const stream = this.findStream(group, streamName) ?? this.newStream(group, streamName);
    if (this.#places.size >= mostPlaces) this.#places.clear();
    this.#places.set(key, { group, stream });
    return { group, stream };
  }

  findGroup(name: string): LogGroup | undefined {
    return this.machine.db.get<LogGroup>(
      `SELECT ${groupColumns} FROM log_groups WHERE name = ?`,
      name,
    );
  }

  group(name: string): LogGroup {
    const group = this.findGroup(name);
    if (group !== undefined) return group;
    throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
  }

  findStream(group: LogGroup, name: string): LogStream | undefined {
    return this.machine.db.get<LogStream>(
      `SELECT ${streamColumns} FROM log_streams WHERE group_id = ? AND name = ?`,
      group.id,
      name,
    );
  }

  stream(group: LogGroup, name: string): LogStream {
    const stream = this.findStream(group, name);
    if (stream !== undefined) return stream;
    throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
  }

  /** Returns false when the group is there already. */
  createGroup(name: string): boolean {
    const { db, clock } = this.machine;
    const sql = "INSERT INTO log_groups (name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING";
    return db.run(sql, name, clock.now()) === 1;
  }

  /** Returns false when the stream is there already. */
  createStream(group: LogGroup, name: string): boolean {
    const { db, clock } = this.machine;
    const sql =
      "INSERT INTO log_streams (group_id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    return db.run(sql, group.id, name, clock.now()) === 1;
  }

  newGroup(name: string): LogGroup {
    this.createGroup(name);
    return this.group(name);
  }

  newStream(group: LogGroup, name: string): LogStream {
    this.createStream(group, name);
    return this.stream(group, name);
  }

  append({ group, stream }: Place, lines: LogLine[]): void {
    if (lines.length === 0) return;
    const { db, clock } = this.machine;
    const now = clock.now();
    let first = Infinity;
    let last = -Infinity;
    for (const line of lines) {
      first = Math.min(first, line.timestamp);
      last = Math.max(last, line.timestamp);
      db.run(
        "INSERT INTO log_events (group_id, stream_id, timestamp, ingested_at, message) VALUES (?, ?, ?, ?, ?)",
        group.id,
        stream.id,
        line.timestamp,
        now,
        line.message,
      );
    }
    db.run(
      `UPDATE log_streams SET first_event_at = min(ifnull(first_event_at, ?1), ?1),
         last_event_at = max(ifnull(last_event_at, ?2), ?2), last_ingested_at = ?3 WHERE id = ?4`,
      first,
      last,
      now,
      stream.id,
    );
  }
}
