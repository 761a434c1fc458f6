import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";
import { pageMarker } from "./page-marker.ts";
import { wireExecution, wireOperation, type WireTime } from "./wire-operation.ts";

/** A response of Lambda is 6 MB at most; what is not counted here is small. */
const pageBytes = 5_000_000;

export interface StatePage {
  Operations: Record<string, unknown>[];
  NextMarker?: string;
}

/** A page of what the handler may see, beginning with the execution itself. */
export function statePage(
  engine: Engine,
  execution: Execution,
  { after, limit, time }: { after: number; limit: number; time: WireTime },
): StatePage {
  const rows = engine.operations.page(execution.id, after, limit + 1);
  const first = after === 0 ? [wireExecution(execution, time)] : [];
  let bytes = execution.input?.length ?? 0;
  let count = 0;
  for (const row of rows) {
    bytes += (row.result?.length ?? 0) + (row.error?.length ?? 0);
    if (count === limit || (count > 0 && bytes > pageBytes)) break;
    count += 1;
  }
  const Operations = [...first, ...rows.slice(0, count).map((row) => wireOperation(row, time))];
  const last = rows[count - 1];
  if (count === rows.length || last === undefined) return { Operations };
  return { Operations, NextMarker: pageMarker(last.position) };
}
