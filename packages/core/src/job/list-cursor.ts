import { createHash } from "node:crypto";

import * as z from "zod";

import { decodeCursor, encodeCursor, invalidCursor } from "../page-cursor.ts";
import type { JobFilter, JobQuery } from "./job-store.ts";

const listCursorSchema = z.strictObject({
  /** The next page has ids that sort before this. */
  before: z.string().regex(/^job_[0-9a-z]*$/),
  filter: z.string(),
});

export const listCursor = (filter: JobFilter, before: string): string =>
  encodeCursor({ before, filter: fingerprint(filter) });

/** The bound that the query's cursor holds. Throws `invalid_cursor`, for one of another filter too. */
export function boundOf(query: JobQuery): string | undefined {
  if (query.cursor === undefined) return undefined;
  const { before, filter } = decodeCursor(listCursorSchema, query.cursor);
  if (filter === fingerprint(query)) return before;
  throw invalidCursor(
    "The cursor belongs to a list with other filters; leave it out to start anew.",
  );
}

function fingerprint(filter: JobFilter): string {
  const { status, type, pattern, tag, createdAfter, createdBefore, q } = filter;
  const fields = [status?.toSorted(), type, pattern, tag, createdAfter, createdBefore, q];
  return createHash("sha256").update(JSON.stringify(fields)).digest("base64url").slice(0, 12);
}
