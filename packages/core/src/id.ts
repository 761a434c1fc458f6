import { randomBytes } from "node:crypto";

import { TypeID } from "typeid-js";

/**
 * A UUIDv7 (RFC 9562, section 5.7) of `now` inside: ids of one kind sort by the time they were made, within one
 * millisecond of one process too, so an id is a paging key.
 */
export function newJobId(now: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes.writeUInt16BE(0x7000 | nextSequence(now.getTime()), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return TypeID.fromUUIDBytes("job", bytes).toString();
}

export const jobIdPattern = /^job_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

let last = { ms: 0, sequence: 0 };

/** 12 bits that tell apart, in order, what is made within one millisecond. */
function nextSequence(ms: number): number {
  last = { ms, sequence: ms === last.ms ? (last.sequence + 1) % 4096 : 0 };
  return last.sequence;
}
