import { randomBytes } from "node:crypto";

import type { LogSink, Machine } from "../../service.ts";

const tailBytes = 4096;
/** CloudWatch's longest event; a longer line becomes several. */
const maxLineLength = 262_144;

/** The log of one process of a function, in the lines and names of Lambda. */
export class LogStream {
  readonly group: string;
  readonly name: string;
  readonly #machine: Pick<Machine, "clock" | "db">;
  readonly #sink: LogSink;
  #isOpen = true;
  #tail = "";
  readonly #partial = { stdout: "", stderr: "" };

  constructor(
    machine: Pick<Machine, "clock" | "db">,
    sink: LogSink,
    functionName: string,
    version: string,
  ) {
    this.#machine = machine;
    this.#sink = sink;
    this.group = `/aws/lambda/${functionName}`;
    const day = new Date(machine.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    this.name = `${day}/[${version}]${randomBytes(16).toString("hex")}`;
  }

  /** What the process printed, whole lines only; the rest waits for its end, but not beyond the longest event. */
  print(from: "stdout" | "stderr", chunk: string): void {
    const lines = (this.#partial[from] + chunk).split("\n").flatMap(cutLine);
    this.#partial[from] = lines.pop() ?? "";
    this.#append(lines);
  }

  start(requestId: string, version: string): void {
    this.#tail = "";
    this.#append([`START RequestId: ${requestId} Version: ${version}`]);
  }

  /** The end of what the invocation, or before the first one its function's start, printed. */
  get tail(): string {
    return this.#tail;
  }

  /** Returns the invocation's tail. */
  end(requestId: string, report: string, message?: string): string {
    const rest = [this.#partial.stdout, this.#partial.stderr].filter((line) => line !== "");
    this.#partial.stdout = "";
    this.#partial.stderr = "";
    const said = message === undefined ? rest : [...rest, message];
    this.#append([
      ...said,
      `END RequestId: ${requestId}`,
      `REPORT RequestId: ${requestId}\t${report}`,
    ]);
    return this.#tail;
  }

  /** Nothing is written after this. */
  close(): void {
    this.#isOpen = false;
  }

  #append(messages: string[]): void {
    const lines = messages.filter((message) => message !== "");
    if (lines.length === 0 || !this.#isOpen) return;
    const timestamp = this.#machine.clock.now();
    this.#tail = (this.#tail + lines.map((line) => `${line}\n`).join("")).slice(-tailBytes);
    this.#machine.db.write(() =>
      this.#sink.append(
        this.group,
        this.name,
        lines.map((message) => ({ timestamp, message })),
      ),
    );
  }
}

function cutLine(line: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (line.length - start > maxLineLength) {
    const end = start + maxLineLength;
    const isInPair = line.charCodeAt(end - 1) >> 10 === 0xd8_00 >> 10;
    const cut = isInPair ? end - 1 : end;
    pieces.push(line.slice(start, cut));
    start = cut;
  }
  return [...pieces, line.slice(start)];
}
