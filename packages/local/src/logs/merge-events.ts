import type { LogEventRow } from "./scan-events.ts";

/** Several sources, each in order, as one in order. */
export function* mergeEvents(sources: Iterator<LogEventRow>[]): Generator<LogEventRow> {
  const heads = sources.map((source) => ({ source, next: source.next() }));
  while (true) {
    let first: { source: Iterator<LogEventRow>; row: LogEventRow; index: number } | undefined;
    for (const [index, { source, next }] of heads.entries()) {
      if (next.done === true) continue;
      if (first === undefined || isBefore(next.value, first.row)) {
        first = { source, row: next.value, index };
      }
    }
    if (first === undefined) return;
    yield first.row;
    heads[first.index] = { source: first.source, next: first.source.next() };
  }
}

function isBefore(a: LogEventRow, b: LogEventRow): boolean {
  return a.timestamp < b.timestamp || (a.timestamp === b.timestamp && a.id < b.id);
}
