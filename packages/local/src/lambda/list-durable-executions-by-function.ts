import { z } from "zod";

import type { SqlValue } from "../database.ts";
import { parseInput } from "../parse-input.ts";
import type { Engine } from "./engine.ts";
import { describeExecution } from "./get-durable-execution.ts";
import { pageMarker } from "./page-marker.ts";
import { pageQuery } from "./page-query.ts";

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const filters = z.object({
  Statuses: z.array(z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"])).max(10),
  DurableExecutionName: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,64}$/)
    .optional(),
  StartedAfter: moment.optional(),
  StartedBefore: moment.optional(),
});

/** Newest first, unless `ReverseOrder` is true. An unqualified name stands for all versions. */
export function listDurableExecutionsByFunction(
  engine: Engine,
  functionName: string,
  query: URLSearchParams,
): object {
  const qualifier = query.get("Qualifier") ?? undefined;
  const { limit, marker } = pageQuery("executions", query);
  const asked = parseInput(
    filters,
    {
      Statuses: query.getAll("Statuses"),
      DurableExecutionName: query.get("DurableExecutionName") ?? undefined,
      StartedAfter: query.get("StartedAfter") ?? undefined,
      StartedBefore: query.get("StartedBefore") ?? undefined,
    },
    "ValidationException",
  );
  const target = engine.functions.toDescribe(functionName, qualifier);
  const isQualified = engine.functions.parse(functionName, qualifier).qualifier !== undefined;
  const conditions: [string, SqlValue][] = [];
  if (isQualified) conditions.push(["version = ?", target.version]);
  const { DurableExecutionName: name, StartedAfter: after, StartedBefore: before } = asked;
  if (name !== undefined) conditions.push(["name = ?", name]);
  if (after !== undefined) conditions.push(["started_at > ?", after]);
  if (before !== undefined) conditions.push(["started_at < ?", before]);
  const rows = engine.executions.page({
    functionName: target.options.name,
    statuses: asked.Statuses.length === 0 ? [undefined] : [...new Set(asked.Statuses)],
    conditions,
    isOldestFirst: query.get("ReverseOrder") === "true",
    afterId: marker,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    DurableExecutions: page.map((execution) => describeExecution(engine, execution)),
    NextMarker:
      rows.length > limit && last !== undefined ? pageMarker("executions", last.id) : undefined,
  };
}
