/** Rows may be large, so few are read beyond what a page holds. */
const portion = 20;

/** A response of Lambda is 6 MB at most; what is not counted as a row's size is small. */
const pageBytes = 5_000_000;

export interface PageSource<Row> {
  /** The next rows after `last`, from the beginning without it. */
  read: (last: Row | undefined, count: number) => Row[];
  /** In bytes. */
  sizeOf: (row: Row) => number;
  /** What else the response holds, in bytes. */
  otherBytes?: number;
}

/** Rows up to `limit`, and up to what a response holds but at least one, and the row that comes after them. */
export function fillPage<Row>(
  limit: number,
  { read, sizeOf, otherBytes = 0 }: PageSource<Row>,
): { rows: Row[]; next: Row | undefined } {
  const rows: Row[] = [];
  let bytes = otherBytes;
  for (;;) {
    const count = Math.min(portion, limit + 1 - rows.length);
    const more = read(rows.at(-1), count);
    for (const row of more) {
      bytes += sizeOf(row);
      if (rows.length === limit || (rows.length > 0 && bytes > pageBytes)) {
        return { rows, next: row };
      }
      rows.push(row);
    }
    if (more.length < count) return { rows, next: undefined };
  }
}
