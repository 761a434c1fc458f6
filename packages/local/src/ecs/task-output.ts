import { open, type FileHandle } from "node:fs/promises";

import type { LogSink } from "../service.ts";
import type { TaskStore } from "./task-store.ts";
import type { Task } from "./task.ts";

const chunkBytes = 65_536;
/** CloudWatch's longest event; a longer line becomes several. */
const maxLineBytes = 262_144;
const newline = 10;

/** Carries what a task prints to the logs: each line once, whatever dies in between. */
export class TaskOutput {
  readonly #store: TaskStore;
  readonly #logs: LogSink;
  readonly #task: Task;
  readonly #file: string;
  #handle: FileHandle | undefined;
  /** In the file, where the line begins that has no end yet; on disk, with the lines before it. */
  #offset: number;
  #unended: Buffer = Buffer.alloc(0);
  #reading: Promise<void> | undefined;
  #isWanted = false;

  constructor(store: TaskStore, logs: LogSink, task: Task, file: string) {
    this.#store = store;
    this.#logs = logs;
    this.#task = task;
    this.#file = file;
    this.#offset = store.logOffset(task.id);
  }

  /** Takes all that is there by the time it resolves. */
  read(): Promise<void> {
    this.#isWanted = true;
    this.#reading ??= this.#readAll().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** Takes the rest, with or without a newline at its end. */
  async finish(): Promise<void> {
    await this.read();
    const rest = this.#unended;
    this.#unended = Buffer.alloc(0);
    this.#keep(rest.length === 0 ? [] : [rest], this.#offset + rest.length);
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #readAll(): Promise<void> {
    this.#handle ??= await open(this.#file, "r");
    while (this.#isWanted) {
      this.#isWanted = false;
      while (await this.#readChunk(this.#handle)) {
        // Until there is no more.
      }
    }
  }

  async #readChunk(handle: FileHandle): Promise<boolean> {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    const position = this.#offset + this.#unended.length;
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, position);
    if (bytesRead === 0) return false;
    const data = Buffer.concat([this.#unended, buffer.subarray(0, bytesRead)]);
    const { lines, end } = splitLines(data);
    this.#unended = data.subarray(end);
    this.#keep(lines, this.#offset + end);
    return true;
  }

  #keep(lines: Buffer[], offset: number): void {
    if (offset === this.#offset) return;
    const { db, clock } = this.#store.machine;
    const timestamp = clock.now();
    const events = lines.map((line) => ({ timestamp, message: line.toString() }));
    const { logGroup, logStream } = this.#task.container;
    db.write(() => {
      if (events.length > 0) this.#logs.append(logGroup, logStream, events);
      this.#store.setLogOffset(this.#task.id, offset);
    });
    this.#offset = offset;
  }
}

/** The complete lines, without empty ones, and where the first incomplete one begins. */
function splitLines(data: Buffer): { lines: Buffer[]; end: number } {
  const lines: Buffer[] = [];
  let start = 0;
  while (true) {
    const found = data.indexOf(newline, start);
    const end = found === -1 ? data.length : found;
    while (end - start > maxLineBytes) {
      const cut = characterStart(data, start + maxLineBytes);
      lines.push(data.subarray(start, cut));
      start = cut;
    }
    if (found === -1) return { lines, end: start };
    if (end > start) lines.push(data.subarray(start, end));
    start = found + 1;
  }
}

/** Steps back to where a UTF-8 character begins. */
function characterStart(data: Buffer, at: number): number {
  let start = at;
  while (start > at - 4 && ((data[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
