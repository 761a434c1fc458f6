type Value = string | readonly string[] | undefined;

/** A query string that people can read and write: `?status=running,failed&type=simulate`. */
export function stringifySearch(search: Record<string, Value>): string {
  const parts = Object.entries(search).flatMap(([name, value]) => {
    const text = typeof value === "object" ? value.map(encode).join(",") : encode(value ?? "");
    return text === "" ? [] : [`${encodeURIComponent(name)}=${text}`];
  });
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/** Every value as text; who wants a list splits it with `listOf`. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export const listOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : textOf(value)
        .split(",")
        .filter((item) => item !== "");

export const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

const encode = (value: string) =>
  encodeURIComponent(value).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%20", "+");
