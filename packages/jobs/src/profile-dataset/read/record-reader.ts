import { isUtf8 } from "node:buffer";

import { assertText } from "./assert-text.ts";

export interface RecordHandler {
  /** A record without its line end; `line` is its first one. */
  record(text: string, line: number): void;
  bad(line: number, reason: string): void;
}

export interface ReadPosition {
  /** Bytes before the first record that was not handled yet: always a record boundary. */
  offset: number;
  /** Of that record, from 1. */
  line: number;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** A longer record is a quote that nobody closed, or not a text file at all. */
export const mostRecordBytes = 1024 * 1024;

/**
 * Cuts a stream of bytes into records, lines that is or, with `delimiter`, CSV records whose quoted fields may hold line
 * ends (RFC 4180). How the bytes are cut into chunks makes no difference. A record that cannot be read is bad, and
 * reading goes on at the next line.
 */
export class RecordReader {
  readonly position: ReadPosition;
  readonly #handler: RecordHandler;
  readonly #delimiter: number | undefined;
  #rest: Buffer = Buffer.alloc(0);
  /** In a line that is too long already. */
  #skippedBytes = 0;
  #nextQuote = -1;

  constructor(handler: RecordHandler, options: { delimiter?: string; from?: ReadPosition } = {}) {
    this.#handler = handler;
    this.#delimiter = options.delimiter?.charCodeAt(0);
    this.position = { ...(options.from ?? { offset: 0, line: 1 }) };
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.position.offset === 0 && this.#skippedBytes === 0) assertText(bytes);
    this.#nextQuote = -1;
    let start = 0;
    for (;;) {
      const next = this.#skippedBytes > 0 ? this.#skip(bytes, start) : this.#read(bytes, start);
      if (next === undefined) break;
      start = next;
    }
    this.#rest = this.#skippedBytes > 0 ? Buffer.alloc(0) : bytes.subarray(start);
  }

  /** The last record needs no line end. */
  end(): void {
    const ending = Buffer.from([newline]);
    if (this.#skippedBytes > 0) this.push(ending);
    while (this.#rest.length > 0) {
      const before = this.#rest;
      this.push(before.at(-1) === newline ? Buffer.alloc(0) : ending);
      if (this.#rest.length === 0) return;
      // Nothing can close this record's quote any more: its first line is bad, what follows is read anew.
      const start = this.#dropLine(
        this.#rest,
        0,
        "a quote is not closed before the end of the file",
      );
      this.#rest = this.#rest.subarray(start ?? this.#rest.length);
    }
  }

  /** Handles the record at `start`; where the next one begins, or undefined when its end is not here yet. */
  #read(bytes: Buffer, start: number): number | undefined {
    const end = this.#recordEnd(bytes, start);
    if ((end ?? bytes.length) - start > mostRecordBytes) {
      const isOneLine = !bytes.subarray(start, start + mostRecordBytes).includes(newline);
      const hint = isOneLine ? "" : "; a quote is probably not closed";
      return this.#dropLine(bytes, start, `longer than ${mostRecordBytes} bytes${hint}`);
    }
    if (end === undefined) return undefined;
    const isMarked = this.position.offset === 0 && startsWithMark(bytes);
    const from = start + (isMarked ? byteOrderMark.length : 0);
    const to = end > from && bytes[end - 1] === carriageReturn ? end - 1 : end;
    const { line } = this.position;
    const text = bytes.toString("utf8", from, to);
    if (text.includes("\uFFFD") && !isUtf8(bytes.subarray(from, to))) {
      this.#handler.bad(line, "not valid UTF-8");
    } else if (text !== "") this.#handler.record(text, line);
    this.position.offset += end + 1 - start;
    this.position.line += countNewlines(bytes, start, end) + 1;
    return end + 1;
  }

  /** Gives up the line at `start`, whatever quotes it opens. */
  #dropLine(bytes: Buffer, start: number, reason: string): number | undefined {
    this.#handler.bad(this.position.line, reason);
    const end = bytes.indexOf(newline, start);
    if (end === -1) {
      this.#skippedBytes = bytes.length - start;
      return undefined;
    }
    this.position.offset += end + 1 - start;
    this.position.line += 1;
    return end + 1;
  }

  #skip(bytes: Buffer, start: number): number | undefined {
    const end = bytes.indexOf(newline, start);
    if (end === -1) {
      this.#skippedBytes += bytes.length - start;
      return undefined;
    }
    this.position.offset += this.#skippedBytes + end + 1 - start;
    this.position.line += 1;
    this.#skippedBytes = 0;
    return end + 1;
  }

  /** Index of the line end that ends the record. */
  #recordEnd(bytes: Buffer, start: number): number | undefined {
    const end = bytes.indexOf(newline, start);
    if (end === -1) return undefined;
    if (this.#delimiter === undefined || !this.#hasQuote(bytes, start, end)) return end;

    let isQuoted = false;
    let isFieldStart = true;
    const isMarked = this.position.offset === 0 && startsWithMark(bytes);
    for (
      let index = start + (isMarked ? byteOrderMark.length : 0);
      index < bytes.length;
      index += 1
    ) {
      const byte = bytes[index];
      if (isQuoted) {
        if (byte !== quote) continue;
        if (bytes[index + 1] === quote) index += 1;
        else isQuoted = false;
      } else if (byte === newline) return index;
      else if (byte === quote && isFieldStart) isQuoted = true;
      isFieldStart = byte === this.#delimiter;
    }
    return undefined;
  }

  #hasQuote(bytes: Buffer, start: number, end: number): boolean {
    if (this.#nextQuote < start) {
      const found = bytes.indexOf(quote, start);
      this.#nextQuote = found === -1 ? bytes.length : found;
    }
    return this.#nextQuote < end;
  }
}

const startsWithMark = (bytes: Buffer): boolean =>
  byteOrderMark.equals(bytes.subarray(0, byteOrderMark.length));

function countNewlines(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (
    let at = bytes.indexOf(newline, start);
    at !== -1 && at < end;
    at = bytes.indexOf(newline, at + 1)
  ) {
    count += 1;
  }
  return count;
}
