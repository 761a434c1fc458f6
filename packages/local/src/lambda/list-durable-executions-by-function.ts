import { z } from "zod";

import type { SqlValue } from "../database.ts";
import { parseInput } from "../parse-input.ts";
import type { Engine } from "./engine.ts";
import { describeExecution } from "./get-durable-execution.ts";
import { pageMarker } from "./page-marker.ts";
import { pageQuery } from "./page-query.ts";

const filters = z.object({
  statuses: z.array(z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"])).max(10),
  name: z.string().optional(),
  startedAfter: z.coerce.date().optional(),
  startedBefore: z.coerce.date().optional(),
});

/** Newest first, unless `ReverseOrder` is true. An unqualified name stands for all versions. */
export function listDurableExecutionsByFunction(
  engine: Engine,
  functionName: string,
  query: URLSearchParams,
): object {
  const qualifier = query.get("Qualifier") ?? undefined;
  const { limit, marker } = pageQuery(query);
  const asked = parseInput(
    filters,
    {
      statuses: query.getAll("Statuses"),
      name: query.get("DurableExecutionName") ?? undefined,
      startedAfter: query.get("StartedAfter") ?? undefined,
      startedBefore: query.get("StartedBefore") ?? undefined,
    },
    "ValidationException",
  );
  const target = engine.functions.toDescribe(functionName, qualifier);
  const isQualified = engine.functions.parse(functionName, qualifier).qualifier !== undefined;
  const conditions: [string, SqlValue][] = [];
  if (isQualified) conditions.push(["version = ?", target.version]);
  if (asked.name !== undefined) conditions.push(["name = ?", asked.name]);
  if (asked.startedAfter !== undefined) {
    conditions.push(["started_at > ?", asked.startedAfter.getTime()]);
  }
  if (asked.startedBefore !== undefined) {
    conditions.push(["started_at < ?", asked.startedBefore.getTime()]);
  }
  const rows = engine.executions.page({
    functionName: target.options.name,
    statuses: asked.statuses.length === 0 ? [undefined] : [...new Set(asked.statuses)],
    conditions,
    isOldestFirst: query.get("ReverseOrder") === "true",
    afterId: marker,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    DurableExecutions: page.map((execution) => describeExecution(engine, execution)),
    NextMarker: rows.length > limit && last !== undefined ? pageMarker(last.id) : undefined,
  };
}
