import { randomBytes } from "node:crypto";

import type { LogSink, Machine } from "../../service.ts";

const tailBytes = 4096;

/** The log of one process of a function, in the lines and names of Lambda. */
export class LogStream {
  readonly group: string;
  readonly name: string;
  readonly #machine: Machine;
  readonly #sink: LogSink;
  #isOpen = true;
  #tail = "";
  readonly #partial = { stdout: "", stderr: "" };

  constructor(machine: Machine, sink: LogSink, functionName: string, version: string) {
    this.#machine = machine;
    this.#sink = sink;
    this.group = `/aws/lambda/${functionName}`;
    const day = new Date(machine.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    this.name = `${day}/[${version}]${randomBytes(16).toString("hex")}`;
  }

  /** What the process printed, whole lines only; the rest waits for its end. */
  print(from: "stdout" | "stderr", chunk: string): void {
    const lines = (this.#partial[from] + chunk).split("\n");
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
