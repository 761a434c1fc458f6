import type { Engine } from "./engine.ts";
import { existingExecution } from "./get-durable-execution.ts";
import type { HistoryRow } from "./history.ts";
import { pageMarker } from "./page-marker.ts";
import { pageQuery } from "./page-query.ts";
import { epochSeconds } from "./wire-operation.ts";

/** A response of Lambda is 6 MB at most. */
const pageCharacters = 5_000_000;

/** The marker is the id of the page's first event, so a page can be asked for again while events follow. */
export function getDurableExecutionHistory(
  engine: Engine,
  arn: string,
  query: URLSearchParams,
): object {
  const execution = existingExecution(engine, arn);
  const { limit, marker } = pageQuery(query);
  const isReverse = query.get("ReverseOrder") === "true";
  const withData = query.get("IncludeExecutionData") !== "false";
  const from = marker ?? (isReverse ? execution.lastEvent : 1);
  const rows = engine.history.page(execution.id, from, isReverse, limit + 1);
  const count = countThatFit(rows, limit);
  const next = rows[count];
  return {
    Events: rows.slice(0, count).map((row) => wireEvent(row, withData)),
    NextMarker: next === undefined ? undefined : pageMarker(next.eventId),
  };
}

function countThatFit(rows: HistoryRow[], limit: number): number {
  let characters = 0;
  for (const [index, row] of rows.entries()) {
    characters += row.details.length;
    if (index === limit || (index > 0 && characters > pageCharacters)) return index;
  }
  return rows.length;
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
