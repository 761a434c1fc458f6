/** The same text for JSON texts that mean the same. */
export function canonicalJson(text: string | null): string {
  if (text === null || text === "") return "";
  return JSON.stringify(JSON.parse(text), (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
