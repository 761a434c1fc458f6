import type { Database } from "../database.ts";
import type { LogPosition } from "./log-position.ts";

export interface LogEventRow extends LogPosition {
  streamId: number;
  ingestedAt: number;
  message: string;
}

/** One stream, or a whole group. */
export type LogSource = { streamId: number } | { groupId: number };

const columns = "id, stream_id AS streamId, timestamp, ingested_at AS ingestedAt, message";
// An event may have 256 KB, so that a larger chunk could fill the memory.
const chunkRows = 100;

const ahead = "(timestamp, id) > (?, ?) AND timestamp <= ? ORDER BY timestamp, id";
const behind = "(timestamp, id) < (?, ?) AND timestamp >= ? ORDER BY timestamp DESC, id DESC";

/** The events after `from`, up to and including the time `untilMs`, oldest first. Reads as it goes. */
export function eventsAfter(
  db: Database,
  source: LogSource,
  from: LogPosition,
  untilMs: number,
): Generator<LogEventRow> {
  return eventsFrom(db, source, from, untilMs, ahead);
}

/** The events before `from`, back to and including the time `sinceMs`, newest first. */
export function eventsBefore(
  db: Database,
  source: LogSource,
  from: LogPosition,
  sinceMs: number,
): Generator<LogEventRow> {
  return eventsFrom(db, source, from, sinceMs, behind);
}

function* eventsFrom(
  db: Database,
  source: LogSource,
  from: LogPosition,
  limitMs: number,
  direction: typeof ahead | typeof behind,
): Generator<LogEventRow> {
  const [column, owner] = columnOf(source);
  const sql = `SELECT ${columns} FROM log_events WHERE ${column} = ? AND ${direction} LIMIT ${chunkRows}`;
  let at = from;
  while (true) {
    const rows = db.all<LogEventRow>(sql, owner, at.timestamp, at.id, limitMs);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < chunkRows) return;
    at = last;
  }
}

function columnOf(source: LogSource): ["stream_id" | "group_id", number] {
  return "streamId" in source ? ["stream_id", source.streamId] : ["group_id", source.groupId];
}
