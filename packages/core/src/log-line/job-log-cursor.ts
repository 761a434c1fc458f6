import * as z from "zod";

import { decodeCursor, encodeCursor } from "../page-cursor.ts";

const schema = z.strictObject({
  direction: z.enum(["forward", "backward"]),
  attempt: z.number().int().positive(),
  /** A cursor of that attempt's log; absent: the end that the direction comes from. */
  at: z.string().optional(),
});

/** A place in the log of a job. */
export type JobLogCursor = z.output<typeof schema>;

export const formatJobLogCursor = (cursor: JobLogCursor): string => encodeCursor(cursor);

/** Throws `invalid_cursor`. */
export const parseJobLogCursor = (cursor: string): JobLogCursor => decodeCursor(schema, cursor);
