import { readableLine } from "../ui/readable-line.ts";

/** More in one line makes the browser's layout take seconds, and nobody reads on sideways for so long. */
const mostCharacters = 2000;

export interface ShownLine {
  text: string;
  /** Characters that are not shown. */
  omitted: number;
}

/** A log line as the page shows it; the download has it whole. */
export function shownLine(line: string): ShownLine {
  const text = readableLine(line);
  if (text.length <= mostCharacters) return { text, omitted: 0 };
  return { text: text.slice(0, mostCharacters), omitted: text.length - mostCharacters };
}
