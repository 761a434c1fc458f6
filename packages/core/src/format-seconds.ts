const units = [
  ["day", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

/** A whole number of seconds in words: `10 s`, `1 min 30 s`, `30 days`. */
export function formatSeconds(seconds: number): string {
  let rest = seconds;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit === "day" && count > 1 ? "days" : unit}`);
  }
  return parts.join(" ") || "0 s";
}
