import { closeSync, openSync, readSync } from "node:fs";

const headerBytes = 32;
const frameHeaderBytes = 24;
/** The last bit says in which byte order the checksums are. */
const magic = 0x377f0682;

/**
 * How many commits a write-ahead log holds behind its first broken frame, which SQLite leaves out without a word.
 * One may be a commit that was being written when the power went; nobody was answered for it. The format:
 * https://www.sqlite.org/fileformat2.html#walformat
 */
export function lostCommits(walFile: string): number {
  const log = openSync(walFile, "r");
  try {
    const header = Buffer.alloc(headerBytes);
    if (readSync(log, header, 0, headerBytes, 0) < headerBytes) return 0;
    if ((header.readUInt32BE(0) & ~1) >>> 0 !== magic) return 0;
    const isBigEndian = (header.readUInt32BE(0) & 1) === 1;
    const frame = Buffer.alloc(frameHeaderBytes + header.readUInt32BE(8));
    let sum = add([0, 0], header.subarray(0, 24), isBigEndian);
    let isWhole = isSum(sum, header, 24);
    let lost = 0;
    for (let at = headerBytes; readSync(log, frame, 0, frame.length, at) === frame.length;) {
      at += frame.length;
      // Frames with other salts are of an earlier round.
      if (frame.compare(header, 16, 24, 8, 16) !== 0) break;
      if (isWhole) {
        sum = add(sum, frame.subarray(0, 8), isBigEndian);
        sum = add(sum, frame.subarray(frameHeaderBytes), isBigEndian);
        isWhole = isSum(sum, frame, 16);
      }
      const isCommit = frame.readUInt32BE(4) !== 0;
      if (!isWhole && isCommit) lost += 1;
    }
    return lost;
  } finally {
    closeSync(log);
  }
}

type Sum = readonly [number, number];

function add([first, second]: Sum, bytes: Buffer, isBigEndian: boolean): Sum {
  let [a, b] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}

function isSum([a, b]: Sum, bytes: Buffer, at: number): boolean {
  return bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b;
}
