import { z } from "zod";

import { parseInput } from "../parse-input.ts";
import type { Engine } from "./engine.ts";
import { describeExecution } from "./get-durable-execution.ts";
import { pageMarker } from "./page-marker.ts";
import { pageQuery, queryFlag } from "./page-query.ts";

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const statuses = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"] as const;
/** AWS takes these too; no execution is ever seen in one. */
const unseenStatuses = ["PAUSED", "PAUSING", "DELETING"] as const;

const filters = z.object({
  Statuses: z.array(z.enum([...statuses, ...unseenStatuses])).max(10),
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
  const {
    limit,
    marker: [startedAt, id],
  } = pageQuery("executions", query);
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
  const rows = engine.executions.page({
    functionName: target.options.name,
    statuses:
      asked.Statuses.length === 0
        ? [undefined]
        : statuses.filter((status) => asked.Statuses.includes(status)),
    version: isQualified ? target.version : undefined,
    name: asked.DurableExecutionName,
    startedAfter: asked.StartedAfter,
    startedBefore: asked.StartedBefore,
    isOldestFirst: queryFlag(query, "ReverseOrder") ?? false,
    after: startedAt === undefined || id === undefined ? undefined : { startedAt, id },
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    DurableExecutions: page.map((execution) => describeExecution(engine, execution)),
    NextMarker:
      rows.length > limit && last !== undefined
        ? pageMarker("executions", last.startedAt, last.id)
        : undefined,
  };
}
