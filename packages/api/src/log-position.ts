import { DomainError } from "@longhaul/core/error";
import { z } from "zod";

/** A place in a followed log: a page, named by where it starts, and the last line of it that was sent. */
export interface LogPosition {
  cursor?: string | undefined;
  lineId: string;
}

const positionSchema = z.strictObject({ cursor: z.string().optional(), lineId: z.string() });

/** As an event id: opaque, without line breaks. */
export const encodeLogPosition = (position: LogPosition): string =>
  Buffer.from(JSON.stringify(position)).toString("base64url");

/** Throws `invalid_cursor`. */
export function decodeLogPosition(id: string): LogPosition {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(id, "base64url").toString()));
  } catch {
    throw new DomainError(
      "invalid_cursor",
      "The Last-Event-ID is not one that this stream gave; leave it out to start anew.",
    );
  }
}
