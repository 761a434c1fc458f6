import type { LogLine } from "@longhaul/api/client";

import { stripAnsi } from "../ui/ansi.ts";
import { readableLine } from "../ui/readable-line.ts";

const plain = new WeakMap<LogLine, string>();

/** Indexes of the lines that hold `query`, which is in lower case; escapes do not count as text. */
export function findMatches(lines: readonly LogLine[], query: string): number[] {
  if (query === "") return [];
  const matches: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (plainOf(line).includes(query)) matches.push(index);
  }
  return matches;
}

function plainOf(line: LogLine): string {
  const known = plain.get(line);
  if (known !== undefined) return known;
  const text = stripAnsi(readableLine(line.message)).toLowerCase();
  plain.set(line, text);
  return text;
}
