import type { SqlValue } from "../database.ts";
import type { Execution, ExecutionStatus } from "./execution.ts";

type Position = Pick<Execution, "startedAt" | "id">;

/** Which executions of a function, in the order of their starts. */
export interface ExecutionPage {
  functionName: string;
  /** Undefined stands for all. */
  statuses: (ExecutionStatus | undefined)[];
  version: string | undefined;
  name: string | undefined;
  /** Both moments are left out. */
  startedAfter: number | undefined;
  startedBefore: number | undefined;
  isOldestFirst: boolean;
  /** The last one of the page before. */
  after: Position | undefined;
  limit: number;
}

export function executionPageQuery(
  page: ExecutionPage,
  status: ExecutionStatus | undefined,
): { where: string; values: SqlValue[] } {
  const { isOldestFirst, after } = page;
  // The bound that the position replaces must not be what the index is searched for: with it, every page would begin
  // at the first. A "+" keeps a condition out of the choice.
  const [lower, upper] = [after && isOldestFirst ? "+" : "", after && !isOldestFirst ? "+" : ""];
  const conditions: [sql: string, ...values: (SqlValue | undefined)[]][] = [
    ["function_name = ?", page.functionName],
    ["status = ?", status],
    ["version = ?", page.version],
    ["name = ?", page.name],
    [`${lower}started_at > ?`, page.startedAfter],
    [`${upper}started_at < ?`, page.startedBefore],
    [`(started_at, id) ${isOldestFirst ? ">" : "<"} (?, ?)`, after?.startedAt, after?.id],
  ];
  const asked = conditions.filter((condition): condition is [string, ...SqlValue[]] =>
    condition.every((part) => part !== undefined),
  );
  const order = isOldestFirst ? "ASC" : "DESC";
  return {
    where: `WHERE ${asked.map(([sql]) => sql).join(" AND ")}
      ORDER BY started_at ${order}, id ${order} LIMIT ?`,
    values: [...asked.flatMap(([, ...values]) => values), page.limit],
  };
}

/** Compares for `sort`. */
export function inPageOrder({
  isOldestFirst,
}: ExecutionPage): (a: Position, b: Position) => number {
  const sign = isOldestFirst ? 1 : -1;
  return (a, b) => sign * (a.startedAt - b.startedAt || a.id - b.id);
}
