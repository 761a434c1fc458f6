const escape = "\u001B[";

/** ANSI colours by how much a level asks for attention. */
const levelColors: Record<string, number> = {
  WARN: 33,
  ERROR: 31,
  CRITICAL: 31,
  FATAL: 31,
  INFO: 36,
};

/** Fields that stand elsewhere on the page, or say the same on every line. */
const knownFields = new Set(["level", "message", "timestamp", "service", "sampling_rate", "jobId"]);

/**
 * A structured log line as a sentence: level, message, then its fields; of a line that a terminal would have written
 * over and over, as progress bars do, the last state. Any other stays as it is; the download has them all unchanged.
 */
export function readableLine(line: string): string {
  if (!line.startsWith("{")) return lastState(line);
  const entry = parse(line);
  if (entry === undefined) return line;
  const { level, message } = entry;
  if (typeof level !== "string" || typeof message !== "string") return line;
  const name = level.toUpperCase();
  const color = levelColors[name] ?? 2;
  const fields = Object.entries(entry)
    .filter(([field]) => !knownFields.has(field))
    .map(
      ([field, value]) => `${field}=${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
  const rest = fields.length === 0 ? "" : `  ${escape}2m${fields.join(" ")}${escape}0m`;
  return `${escape}${color}m${name.padEnd(5)}${escape}0m ${message}${rest}`;
}

function lastState(line: string): string {
  if (!line.includes("\r")) return line;
  const text = line.replace(/\r+$/, "");
  return text.slice(text.lastIndexOf("\r") + 1);
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
