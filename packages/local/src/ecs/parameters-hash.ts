import { createHash } from "node:crypto";

/** The same for the same parameters, whatever the order of their names. */
export function parametersHash(parameters: Record<string, unknown>): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(parameters)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}
