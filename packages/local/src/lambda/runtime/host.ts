import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";

import type { LogSink, Machine } from "../../service.ts";
import {
  defaultMemoryMb,
  defaultTimeoutSeconds,
  type FunctionVersion,
} from "../function-version.ts";
import { exitError, timeoutError } from "./ends.ts";
import { hostEnvironment } from "./host-environment.ts";
import type { CallMessage, HostMessage, InvokeMessage, ServerMessage } from "./host-message.ts";
import { startHostProcess } from "./host-process.ts";
import type { InvocationError, InvocationOutcome, InvocationRequest, Job } from "./invocation.ts";
import { LogStream } from "./log-stream.ts";

/** What the pool hears of a process. */
export interface HostListener {
  /** It may take a job: its module is loaded, or it finished one. */
  free(host: Host): void;
  /** It is no more. `startError`: it never came to take a job. */
  gone(host: Host, startError?: InvocationError): void;
}

interface Running {
  job: Job;
  requestId: string;
  startedAt: number;
  timeout: NodeJS.Timeout;
}

/** One process of a function. A crash takes only its own invocation with it. */
export class Host {
  /** In the process's command line. */
  readonly mark = `longhaul-host-${randomUUID()}`;
  readonly #target: FunctionVersion;
  readonly #machine: Machine;
  readonly #listener: HostListener;
  readonly #log: LogStream;
  readonly #process: ChildProcess;
  readonly #gone = new AbortController();
  #running: Running | undefined;
  #initMs: number | undefined;
  #isReady = false;
  #startError: InvocationError | undefined;

  constructor(machine: Machine, target: FunctionVersion, logs: LogSink, listener: HostListener) {
    this.#machine = machine;
    this.#target = target;
    this.#listener = listener;
    const { options, version } = target;
    this.#log = new LogStream(machine, logs, options.name, version);
    const child = startHostProcess({
      module: options.module,
      exportName: options.export,
      invokedFunctionArn: target.arn,
      mark: this.mark,
      environment: hostEnvironment(machine, target, {
        group: this.#log.group,
        stream: this.#log.name,
      }),
    });
    this.#process = child;
    for (const from of ["stdout", "stderr"] as const) {
      child[from]?.setEncoding("utf8").on("data", (chunk: string) => this.#log.print(from, chunk));
    }
    // What was printed before a message is read in the same turn of the loop, so it is logged first.
    child.on("message", (message: HostMessage) => {
      if (message.kind === "call") void this.#answer(message);
      else setImmediate(() => this.#hear(message));
    });
    child.on("exit", (code, signal) => setImmediate(() => this.#ended(code, signal)));
    child.on("error", (error) => {
      this.#startError ??= { errorType: "Runtime.Unknown", errorMessage: error.message };
      if (child.pid === undefined) this.#ended(null, null);
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  run(job: Job, request: InvocationRequest): void {
    const { options, version } = this.#target;
    const timeoutMs = (options.timeoutSeconds ?? defaultTimeoutSeconds) * 1000;
    const message: InvokeMessage = { kind: "invoke", ...request, timeoutMs };
    this.#running = {
      job,
      requestId: request.requestId,
      startedAt: performance.now(),
      timeout: setTimeout(() => this.#timeOut(), timeoutMs),
    };
    // A server that dies must not forget what the handler may have done.
    this.#machine.db.afterCommit(() => {
      if (!this.isRunning(request.requestId)) return;
      this.#log.start(request.requestId, version);
      this.#send(message);
    });
  }

  isRunning(requestId: string): boolean {
    return this.#running?.requestId === requestId;
  }

  /** For how long its invocation runs; 0 without one. */
  runningMs(): number {
    return this.#running === undefined ? 0 : performance.now() - this.#running.startedAt;
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /** Ends it without a word to anyone. */
  close(): void {
    this.#gone.abort();
    this.#log.close();
    clearTimeout(this.#running?.timeout);
    this.#running = undefined;
    this.#process.removeAllListeners("message").removeAllListeners("exit");
    this.kill();
  }

  async #answer({ id, method, segments, query, body }: CallMessage): Promise<void> {
    const answer = await this.#machine.answer({
      method,
      segments,
      query: new URLSearchParams(query),
      headers: {},
      body: Buffer.from(body),
      signal: this.#gone.signal,
    });
    if (this.#gone.signal.aborted) return;
    const { status, headers = {}, body: content } = answer;
    const isObject = typeof content === "object" && !Buffer.isBuffer(content);
    this.#send({ kind: "answer", id, status, headers, body: isObject ? content : {} });
  }

  #send(message: ServerMessage): void {
    this.#process.send(message, (error) => {
      // The end of the process says more than a channel that closed.
      if (error !== null) this.kill();
    });
  }

  #hear(message: Exclude<HostMessage, CallMessage>): void {
    switch (message.kind) {
      case "ready":
        this.#isReady = true;
        this.#initMs = message.initMs;
        return this.#listener.free(this);
      case "unusable":
        this.#startError = message.error;
        return;
      case "result": {
        const { requestId, payload, maxMemoryMb } = message;
        this.#finish(requestId, { isOk: true, payload }, maxMemoryMb);
        return this.#listener.free(this);
      }
      case "error": {
        const { requestId, error, maxMemoryMb, isFatal } = message;
        this.#finish(requestId, { isOk: false, error }, maxMemoryMb);
        if (!isFatal) this.#listener.free(this);
      }
    }
  }

  #finish(requestId: string, outcome: Outcome, maxMemoryMb: number): void {
    if (this.#running?.requestId !== requestId) return;
    this.#end(this.#running, outcome, maxMemoryMb);
  }

  #timeOut(): void {
    const running = this.#running;
    if (running === undefined) return;
    const seconds = this.#target.options.timeoutSeconds ?? defaultTimeoutSeconds;
    const error = timeoutError(running.requestId, seconds, this.#machine.clock.now());
    this.#end(running, { isOk: false, error }, 0, error.errorMessage);
    this.kill();
  }

  #ended(code: number | null, signal: NodeJS.Signals | null): void {
    this.#gone.abort();
    const running = this.#running;
    if (running !== undefined) {
      const error = exitError(running.requestId, code, signal);
      this.#end(running, { isOk: false, error }, 0, error.errorMessage);
    }
    if (this.#isReady) return this.#listener.gone(this);
    this.#listener.gone(this, this.#startError ?? exitError("", code, signal));
  }

  #end(running: Running, outcome: Outcome, maxMemoryMb: number, message?: string): void {
    clearTimeout(running.timeout);
    this.#running = undefined;
    const report = this.#report(performance.now() - running.startedAt, maxMemoryMb);
    const logTail = this.#log.end(running.requestId, report, message);
    running.job.end({ ...outcome, logTail });
  }

  #report(durationMs: number, maxMemoryMb: number): string {
    const parts = [
      `Duration: ${durationMs.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(durationMs)} ms`,
      `Memory Size: ${this.#target.options.memoryMb ?? defaultMemoryMb} MB`,
      `Max Memory Used: ${maxMemoryMb} MB`,
    ];
    if (this.#initMs !== undefined) parts.push(`Init Duration: ${this.#initMs.toFixed(2)} ms`);
    this.#initMs = undefined;
    return parts.map((part) => `${part}\t`).join("");
  }
}

type Outcome =
  | Omit<Extract<InvocationOutcome, { isOk: true }>, "logTail">
  | Omit<Extract<InvocationOutcome, { isOk: false }>, "logTail">;
