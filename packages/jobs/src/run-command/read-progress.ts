import type { ProgressReport } from "@longhaul/core/progress/progress";

const amount = String.raw`(\d+(?:\.\d+)?)(?:\s*/\s*(\d+(?:\.\d+)?))?`;
const linePattern = new RegExp(String.raw`^::progress\s+${amount}(?:\s+(\S+)(?:\s+(.*))?)?\s*$`);
const filePattern = new RegExp(String.raw`^\s*${amount}(?:\s+(\S+))?\s*$`);

/** Of a line `::progress 40/100 files and a message`. Undefined for every other line. */
export function progressOfLine(line: string): ProgressReport | undefined {
  return line.startsWith("::progress") ? reportOf(linePattern.exec(line)) : undefined;
}

/** Of a file that holds `40/100` or `40/100 files`. Undefined while it is being written. */
export const progressOfFile = (text: string): ProgressReport | undefined =>
  reportOf(filePattern.exec(text));

function reportOf(match: RegExpExecArray | null): ProgressReport | undefined {
  if (match === null) return undefined;
  const [, done, total, unit, message] = match;
  return {
    done: Number(done),
    ...(total !== undefined && Number(total) > 0 && { total: Number(total) }),
    ...(unit !== undefined && { unit }),
    ...(message !== undefined && message !== "" && { message }),
  };
}
