import { invalidCursor } from "../page-cursor.ts";

/** A place in a stream: epoch milliseconds, and the ordinal among the lines of that millisecond, from 0. */
export interface LogPosition {
  at: number;
  ordinal: number;
}

/** Forward: from `position` on, or from the start. Backward: what is before it, or the end. */
export interface LogCursor {
  direction: "forward" | "backward";
  position?: LogPosition;
}

const pattern = /^([fb])(?:(\d{1,16})\.(\d{1,9}))?$/;

export const formatLogCursor = ({ direction, position }: LogCursor): string =>
  direction.slice(0, 1) + (position === undefined ? "" : `${position.at}.${position.ordinal}`);

/** Throws `invalid_cursor`. */
export function parseLogCursor(cursor: string): LogCursor {
  const [, letter, at, ordinal] = pattern.exec(cursor) ?? [];
  if (letter === undefined) {
    throw invalidCursor("The cursor is not one that this log gave; start anew.");
  }
  const direction = letter === "f" ? "forward" : "backward";
  if (at === undefined || ordinal === undefined) return { direction };
  return { direction, position: { at: Number(at), ordinal: Number(ordinal) } };
}
