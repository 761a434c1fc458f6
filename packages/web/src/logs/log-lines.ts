import type { LogLine } from "@longhaul/api/client";

/** Above this the oldest lines leave the page: browsers limit how high an element may be, and memory is finite. */
export const mostLines = 500_000;

export interface Lines {
  lines: LogLine[];
  /** Pages back from the first line; undefined when the log's first line is here. */
  previousCursor: string | undefined;
  /** True when the last change came in at the top: then what one reads must stay where it is. */
  grewAtTop: boolean;
}

export const noLines: Lines = { lines: [], previousCursor: undefined, grewAtTop: false };

/** Adds what came live; a line that is there already, as after a reconnect, is not added again. */
export function appendLines(before: Lines, added: readonly LogLine[]): Lines {
  // What repeats after a reconnect is recent, so only the end is compared.
  const recent = new Set(before.lines.slice(-2000 - added.length).map(({ id }) => id));
  const fresh = added.filter(({ id }) => !recent.has(id) && recent.add(id));
  if (fresh.length === 0) return before;
  const lines = before.lines.concat(fresh);
  const isTooLong = lines.length > mostLines;
  return {
    ...before,
    grewAtTop: false,
    lines: isTooLong ? lines.slice(lines.length - mostLines) : lines,
  };
}

/** Puts an earlier page before what is there. */
export function prependLines(
  before: Lines,
  earlier: readonly LogLine[],
  previousCursor: string | undefined,
): Lines {
  const first = new Set(before.lines.slice(0, earlier.length).map(({ id }) => id));
  const fresh = earlier.filter(({ id }) => !first.has(id));
  return { lines: fresh.concat(before.lines), previousCursor, grewAtTop: true };
}
