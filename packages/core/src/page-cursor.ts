import * as z from "zod";

import { DomainError } from "./error.ts";

/** Where a list goes on, as text that callers only hand back. */
export const encodeCursor = (position: Record<string, unknown>): string =>
  Buffer.from(JSON.stringify(position)).toString("base64url");

/** Throws `invalid_cursor` when the text is not a cursor of this list. */
export function decodeCursor<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string,
): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (parsed.success) return parsed.data;
  throw invalidCursor("The cursor is not one that this list gave; leave it out to start anew.");
}

export const invalidCursor = (message: string): DomainError =>
  new DomainError("invalid_cursor", message);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
