import type { LogEventRow } from "./scan-events.ts";

/** Rows looked at in one call: a rare pattern answers empty pages with a token, as on AWS, instead of stalling. */
const maxScanned = 20_000;

/** The rows that match, until the scan has looked at enough; then `stoppedAt` is the last one seen. */
export class LimitedScan implements Iterator<LogEventRow> {
  readonly #rows: Iterator<LogEventRow>;
  readonly #matches: (row: LogEventRow) => boolean;
  #left = maxScanned;
  #last: LogEventRow | undefined;
  stoppedAt: LogEventRow | undefined;

  constructor(rows: Iterator<LogEventRow>, matches: (row: LogEventRow) => boolean) {
    this.#rows = rows;
    this.#matches = matches;
  }

  next(): IteratorResult<LogEventRow> {
    for (; this.#left > 0; this.#left -= 1) {
      const next = this.#rows.next();
      if (next.done === true) return next;
      this.#last = next.value;
      if (this.#matches(next.value)) return next;
    }
    this.stoppedAt = this.#last;
    return { done: true, value: undefined };
  }
}
