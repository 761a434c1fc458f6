import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { filterPattern } from "./filter-pattern.ts";
import { groupNameOf, groupReference } from "./log-names.ts";
import { maxEvents, takePage } from "./log-page.ts";
import { formatPosition, laterOf, parsePosition, startOf } from "./log-position.ts";
import type { LogGroup, LogStore } from "./log-store.ts";
import { mergeEvents } from "./merge-events.ts";
import { eventsAfter, type LogEventRow, type LogSource } from "./scan-events.ts";

const schema = z.object({
  ...groupReference,
  logStreamNames: z.array(z.string()).min(1).max(100).optional(),
  logStreamNamePrefix: z.string().min(1).optional(),
  startTime: z.number().min(0).default(0),
  endTime: z.number().min(0).default(Number.MAX_SAFE_INTEGER),
  filterPattern: z.string().max(1024).default(""),
  limit: z.number().int().min(1).max(maxEvents).default(maxEvents),
  nextToken: z.string().optional(),
});

/** Rows looked at in one call: a rare pattern answers empty pages with a token, as on AWS, instead of stalling. */
const maxScanned = 20_000;

export function filterLogEvents(store: LogStore): JsonOperation {
  const { db } = store.machine;
  return (raw) => {
    const input = parseInput(schema, raw);
    const group = store.group(groupNameOf(input));
    const from = laterOf(startOf(input.startTime), positionOf(input.nextToken));
    const sources = sourcesOf(store, group, input).map((source) =>
      eventsAfter(db, source, from, input.endTime),
    );

    const scanned = new Scan(mergeEvents(sources), filterPattern(input.filterPattern));
    const { page, more } = takePage(scanned, input.limit);
    const last = more ? page.at(-1) : scanned.stoppedAt;
    return {
      events: page.map((row) => ({
        logStreamName: streamNameOf(store, row.streamId),
        timestamp: row.timestamp,
        message: row.message,
        ingestionTime: row.ingestedAt,
        eventId: formatPosition(row),
      })),
      searchedLogStreams: [],
      ...(last === undefined ? {} : { nextToken: formatPosition(last) }),
    };
  };
}

/** The rows that match, until the scan has looked at enough; then `stoppedAt` is the last one seen. */
class Scan implements Iterator<LogEventRow> {
  readonly #rows: Iterator<LogEventRow>;
  readonly #matches: (message: string) => boolean;
  #left = maxScanned;
  #last: LogEventRow | undefined;
  stoppedAt: LogEventRow | undefined;

  constructor(rows: Iterator<LogEventRow>, matches: (message: string) => boolean) {
    this.#rows = rows;
    this.#matches = matches;
  }

  next(): IteratorResult<LogEventRow> {
    for (; this.#left > 0; this.#left -= 1) {
      const next = this.#rows.next();
      if (next.done === true) return next;
      this.#last = next.value;
      if (this.#matches(next.value.message)) return next;
    }
    this.stoppedAt = this.#last;
    return { done: true, value: undefined };
  }
}

function sourcesOf(store: LogStore, group: LogGroup, input: z.output<typeof schema>): LogSource[] {
  if (input.logStreamNames !== undefined && input.logStreamNamePrefix !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      "Give logStreamNames or logStreamNamePrefix, not both.",
    );
  }
  if (input.logStreamNames !== undefined) {
    return [...new Set(input.logStreamNames)].map((name) => ({
      streamId: store.stream(group, name).id,
    }));
  }
  if (input.logStreamNamePrefix === undefined) return [{ groupId: group.id }];
  return store.machine.db.all<{ streamId: number }>(
    `SELECT id AS streamId FROM log_streams
     WHERE group_id = ? AND name >= ?2 AND substr(name, 1, length(?2)) = ?2 AND last_event_at >= ?`,
    group.id,
    input.logStreamNamePrefix,
    input.startTime,
  );
}

function streamNameOf(store: LogStore, streamId: number): string {
  const sql = "SELECT name FROM log_streams WHERE id = ?";
  return store.machine.db.get<{ name: string }>(sql, streamId)?.name ?? "";
}

function positionOf(token: string | undefined) {
  const position = token === undefined ? startOf(0) : parsePosition(token);
  if (position !== undefined) return position;
  throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
}
