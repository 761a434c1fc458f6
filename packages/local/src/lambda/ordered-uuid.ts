import { randomUUID } from "node:crypto";

/** A random UUID whose beginning is the time (RFC 9562, version 7), so that an index on it grows at its end. */
export function orderedUuid(nowMs: number): string {
  const time = nowMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
