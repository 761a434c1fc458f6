import { AwsError } from "../aws-error.ts";
import { deletedStreams } from "./deleted-logs.ts";
import type { LogGroup, LogStore } from "./log-store.ts";
import type { LogEventRow, LogSource } from "./scan-events.ts";

/** Streams read side by side; of more, which a prefix may name, the whole group is read instead. */
const maxMerged = 100;

export interface LogSources {
  sources: LogSource[];
  /** Whether a row of the sources is of a stream that was asked for. */
  holds: (row: LogEventRow) => boolean;
}

interface AskedStreams {
  logStreamNames?: string[] | undefined;
  logStreamNamePrefix?: string | undefined;
  startTime: number;
}

/** Where to read what was asked for: all streams of the group, unless some are named. */
export function sourcesOf(store: LogStore, group: LogGroup, asked: AskedStreams): LogSources {
  const { logStreamNames: names, logStreamNamePrefix: prefix } = asked;
  if (names !== undefined && prefix !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      "Give logStreamNames or logStreamNamePrefix, not both.",
    );
  }
  const streamIds =
    names?.map((name) => store.stream(group, name).id) ??
    (prefix === undefined ? undefined : streamsWith(store, group, prefix, asked.startTime));
  if (streamIds === undefined) {
    const deleted = new Set(deletedStreams(store));
    return { sources: [{ groupId: group.id }], holds: (row) => !deleted.has(row.streamId) };
  }
  const wanted = new Set(streamIds);
  if (wanted.size > maxMerged) {
    return { sources: [{ groupId: group.id }], holds: (row) => wanted.has(row.streamId) };
  }
  return { sources: [...wanted].map((streamId) => ({ streamId })), holds: () => true };
}

function streamsWith(store: LogStore, group: LogGroup, prefix: string, sinceMs: number): number[] {
  const rows = store.machine.db.all<{ id: number }>(
    `SELECT id FROM log_streams
     WHERE group_id = ? AND name >= ?2 AND substr(name, 1, length(?2)) = ?2 AND last_event_at >= ?`,
    group.id,
    prefix,
    sinceMs,
  );
  return rows.map(({ id }) => id);
}
