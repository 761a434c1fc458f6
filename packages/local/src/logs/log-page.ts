/** AWS's bounds of one answer. */
export const maxEvents = 10_000;
const maxBytes = 1_048_576;

/** Takes up to `limit` rows and a megabyte of messages, at least one; `more` says that some were left. */
export function takePage<Row extends { message: string }>(
  rows: Iterator<Row>,
  limit: number,
): { page: Row[]; more: boolean } {
  const page: Row[] = [];
  let bytes = 0;
  while (true) {
    const next = rows.next();
    if (next.done === true) return { page, more: false };
    bytes += Buffer.byteLength(next.value.message);
    if (page.length > 0 && (page.length >= limit || bytes > maxBytes)) return { page, more: true };
    page.push(next.value);
  }
}
