import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";
import { fillPage } from "./fill-page.ts";
import type { Operation } from "./operation.ts";
import { pageMarker } from "./page-marker.ts";
import { wireExecution, wireOperation, type WireTime } from "./wire-operation.ts";

export interface StatePage {
  Operations: Record<string, unknown>[];
  NextMarker?: string;
}

/** A page of what the handler may see, beginning with the execution itself. */
export function statePage(
  engine: Engine,
  execution: Execution,
  { after, limit, time }: { after?: number | undefined; limit: number; time: WireTime },
): StatePage {
  const isFirst = after === undefined;
  const { rows, next } = fillPage<Operation>(isFirst ? limit - 1 : limit, {
    otherBytes: isFirst ? Buffer.byteLength(execution.input ?? "") : 0,
    read: (last, count) => {
      const from = last?.position ?? after ?? 0;
      return execution.lastChange > from ? engine.operations.page(execution.id, from, count) : [];
    },
    sizeOf: ({ result, error }) => Buffer.byteLength(result ?? "") + Buffer.byteLength(error ?? ""),
  });
  const first = isFirst ? [wireExecution(execution, time)] : [];
  const Operations = [...first, ...rows.map((row) => wireOperation(row, time))];
  if (next === undefined) return { Operations };
  return { Operations, NextMarker: pageMarker("state", rows.at(-1)?.position ?? after ?? 0) };
}
