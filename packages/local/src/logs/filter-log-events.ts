import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { filterPattern } from "./filter-pattern.ts";
import { LimitedScan } from "./limited-scan.ts";
import { groupNameOf, groupReference } from "./log-names.ts";
import { maxEvents, takePage } from "./log-page.ts";
import { formatPosition, laterOf, parsePosition, startOf } from "./log-position.ts";
import { sourcesOf } from "./log-sources.ts";
import type { LogStore } from "./log-store.ts";
import { mergeEvents } from "./merge-events.ts";
import { eventsAfter } from "./scan-events.ts";

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

export function filterLogEvents(store: LogStore): JsonOperation {
  const { db } = store.machine;
  return (raw) => {
    const input = parseInput(schema, raw);
    const group = store.group(groupNameOf(input));
    const from = laterOf(startOf(input.startTime), positionOf(input.nextToken));
    const { sources, holds } = sourcesOf(store, group, input);
    const rows = sources.map((source) => eventsAfter(db, source, from, input.endTime));
    const isAsked = filterPattern(input.filterPattern);

    const scanned = new LimitedScan(mergeEvents(rows), (row) => holds(row) && isAsked(row.message));
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

function streamNameOf(store: LogStore, streamId: number): string {
  const sql = "SELECT name FROM log_streams WHERE id = ?";
  return store.machine.db.get<{ name: string }>(sql, streamId)?.name ?? "";
}

function positionOf(token: string | undefined) {
  const position = token === undefined ? startOf(0) : parsePosition(token);
  if (position !== undefined) return position;
  throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
}
