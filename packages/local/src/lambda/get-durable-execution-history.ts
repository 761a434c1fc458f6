import type { Engine } from "./engine.ts";
import { fillPage } from "./fill-page.ts";
import { existingExecution } from "./get-durable-execution.ts";
import type { HistoryRow } from "./history.ts";
import { pageMarker } from "./page-marker.ts";
import { pageQuery, queryFlag } from "./page-query.ts";
import { epochSeconds } from "./wire-operation.ts";

/** The marker is the id of the page's first event, so a page can be asked for again while events follow. */
export function getDurableExecutionHistory(
  engine: Engine,
  arn: string,
  query: URLSearchParams,
): object {
  const execution = existingExecution(engine, arn);
  const {
    limit,
    marker: [first],
  } = pageQuery("history", query);
  const isReverse = queryFlag(query, "ReverseOrder") ?? false;
  const withData = queryFlag(query, "IncludeExecutionData") ?? true;
  const from = first ?? (isReverse ? execution.lastEvent : 1);
  const step = isReverse ? -1 : 1;
  const { rows, next } = fillPage<HistoryRow>(limit, {
    read: (last, count) =>
      engine.history.page(
        execution.id,
        last === undefined ? from : last.eventId + step,
        isReverse,
        count,
      ),
    sizeOf: ({ details }) => Buffer.byteLength(details),
  });
  return {
    Events: rows.map((row) => wireEvent(row, withData)),
    NextMarker: next === undefined ? undefined : pageMarker("history", next.eventId),
  };
}

function wireEvent(row: HistoryRow, withData: boolean): Record<string, unknown> {
  return {
    EventType: row.type,
    SubType: row.subType ?? undefined,
    EventId: row.eventId,
    Id: row.subjectId ?? undefined,
    Name: row.name ?? undefined,
    EventTimestamp: epochSeconds(row.at),
    ParentId: row.parentId ?? undefined,
    [`${row.type}Details`]: JSON.parse(row.details, withData ? undefined : withoutPayload),
  };
}

function withoutPayload(this: Record<string, unknown>, key: string, value: unknown): unknown {
  if (key === "Payload") return undefined;
  return key === "Truncated" ? true : value;
}
