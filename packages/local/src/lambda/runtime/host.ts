import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";

import { killProcess } from "../../kill-process.ts";
import type { ProcessEntry } from "../../memory/list-processes.ts";
import type { MemoryWatch, Watched } from "../../memory/memory-watch.ts";
import type { LogSink, Machine } from "../../service.ts";
import {
  defaultMemoryMb,
  defaultTimeoutSeconds,
  type FunctionVersion,
} from "../function-version.ts";
import { codeFolder, type LoadedCode } from "./code-snapshot.ts";
import { exitError, outOfMemoryError, timeoutError } from "./ends.ts";
import { hostEnvironment } from "./host-environment.ts";
import type { CallMessage, HostMessage, InvokeMessage, ServerMessage } from "./host-message.ts";
import { startHostProcess } from "./host-process.ts";
import type { InvocationError, InvocationOutcome, InvocationRequest, Job } from "./invocation.ts";
import { LogStream } from "./log-stream.ts";
import { Outbox } from "./outbox.ts";
import { reportLine } from "./report-line.ts";

/** What the pool hears of a process. */
export interface HostListener {
  /** It may take a job: its module is loaded, or it finished one. */
  free(host: Host): void;
  /** It is no more. `startError`: it never came to take a job. */
  gone(host: Host, startError?: InvocationError): void;
}

interface Running {
  job: Job;
  startedAt: number;
  timeout: NodeJS.Timeout;
}

/**
 * One process of a function: an execution environment. It runs one invocation at a time, so that a crash takes
 * nothing else with it, or as many as the function allows, as on Lambda Managed Instances. When it and what it started
 * hold more memory than the function has, it is killed, as on AWS.
 */
export class Host {
  /** In the process's command line. */
  readonly mark = `longhaul-host-${randomUUID()}`;
  readonly #target: FunctionVersion;
  readonly #machine: Machine;
  readonly #listener: HostListener;
  readonly #log: LogStream;
  readonly #process: ChildProcess;
  readonly #gone = new AbortController();
  readonly #outbox: Outbox<ServerMessage>;
  readonly #memory: MemoryWatch;
  readonly #watched: Watched;
  /** What its function has. */
  readonly #memoryMb: number;
  #isOverMemory = false;
  /** Invocations that it may run at a time. */
  readonly capacity: number;
  /** By request id. */
  readonly #running = new Map<string, Running>();
  /** What it loaded; undefined until then. */
  code: LoadedCode | undefined;
  /** Its process is about to end. */
  #isDoomed = false;
  #initMs: number | undefined;
  #isReady = false;
  #startError: InvocationError | undefined;

  /** `snapshot`: the id of the code to load in place of what the files are now. */
  constructor(
    machine: Machine,
    target: FunctionVersion,
    { logs, memory, listener }: { logs: LogSink; memory: MemoryWatch; listener: HostListener },
    snapshot?: string,
  ) {
    this.#machine = machine;
    this.#target = target;
    this.#listener = listener;
    this.#memory = memory;
    const { options, version } = target;
    this.#memoryMb = options.memoryMb ?? defaultMemoryMb;
    this.#log = new LogStream(machine, logs, options.name, version);
    this.capacity = options.perExecutionEnvironmentMaxConcurrency ?? 1;
    const child = startHostProcess({
      capacity: this.capacity,
      module: options.module,
      exportName: options.export,
      codeFolder: codeFolder(machine.dataDir),
      snapshot,
      mark: this.mark,
      environment: hostEnvironment(machine, target, {
        group: this.#log.group,
        stream: this.#log.name,
      }),
    });
    this.#process = child;
    this.#watched = {
      limitMib: this.#memoryMb,
      pid: () => this.pid,
      isAtWork: () => this.running > 0 || this.code === undefined,
      onExceeded: (family) => this.#exceedMemory(family),
    };
    memory.add(this.#watched);
    this.#outbox = new Outbox((messages) => this.#post(messages));
    for (const from of ["stdout", "stderr"] as const) {
      child[from]?.setEncoding("utf8").on("data", (chunk: string) => this.#log.print(from, chunk));
    }
    // What was printed before a message is read in the same turn of the loop, so it is logged first.
    child.on("message", (messages: HostMessage[]) => {
      for (const message of messages) {
        if (message.kind === "call") void this.#answer(message);
        else setImmediate(() => this.#hear(message));
      }
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

  /** Invocations under way. */
  get running(): number {
    return this.#running.size;
  }

  get hasRoom(): boolean {
    return !this.#isDoomed && this.#running.size < this.capacity;
  }

  get logTail(): string {
    return this.#log.tail;
  }

  run(job: Job, request: InvocationRequest): void {
    const { options, version, arn } = this.#target;
    const { requestId } = request;
    const timeoutMs = (options.timeoutSeconds ?? defaultTimeoutSeconds) * 1000;
    const named = { invokedFunctionArn: arn, ...request };
    const message: InvokeMessage = { kind: "invoke", ...named, timeoutMs };
    const timeout = setTimeout(() => this.#timeOut(requestId), timeoutMs);
    this.#memory.add(this.#watched);
    this.#running.set(requestId, { job, startedAt: performance.now(), timeout });
    // A server that dies must not forget what the handler may have done.
    this.#machine.db.afterCommit(() => {
      if (!this.isRunning(requestId)) return;
      this.#log.start(requestId, version);
      this.#outbox.add(message);
    });
  }

  isRunning(requestId: string): boolean {
    return this.#running.has(requestId);
  }

  /** For how long its oldest invocation runs; 0 without one. */
  runningMs(): number {
    const [oldest] = this.#running.values();
    return oldest === undefined ? 0 : performance.now() - oldest.startedAt;
  }

  kill(): void {
    this.#isDoomed = true;
    this.#process.kill("SIGKILL");
  }

  /** Ends it without a word to anyone. */
  close(): void {
    this.#gone.abort();
    this.#memory.remove(this.#watched);
    this.#log.close();
    for (const { timeout } of this.#running.values()) clearTimeout(timeout);
    this.#running.clear();
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
    this.#outbox.add({ kind: "answer", id, status, headers, body: isObject ? content : {} });
  }

  #post(messages: ServerMessage[]): void {
    if (this.#gone.signal.aborted) return;
    this.#process.send(messages, (error) => {
      // The end of the process says more than a channel that closed.
      if (error !== null) this.kill();
    });
  }

  #hear(message: Exclude<HostMessage, CallMessage>): void {
    switch (message.kind) {
      case "ready":
        this.#isReady = true;
        this.#initMs = message.initMs;
        this.code = message.code;
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
        if (isFatal) this.#isDoomed = true;
        this.#finish(requestId, { isOk: false, error }, maxMemoryMb);
        if (!isFatal) this.#listener.free(this);
      }
    }
  }

  #finish(requestId: string, outcome: Outcome, maxMemoryMb: number): void {
    const running = this.#running.get(requestId);
    if (running !== undefined) this.#end(requestId, running, outcome, maxMemoryMb);
  }

  #timeOut(requestId: string): void {
    const running = this.#running.get(requestId);
    if (running === undefined) return;
    const seconds = this.#target.options.timeoutSeconds ?? defaultTimeoutSeconds;
    const error = timeoutError(requestId, seconds, this.#machine.clock.now());
    this.#end(requestId, running, { isOk: false, error }, 0, error.errorMessage);
    // Others run on in a shared environment, as on Managed Instances; nobody hears of this one any more.
    if (this.capacity === 1) this.kill();
    else this.#listener.free(this);
  }

  #ended(code: number | null, signal: NodeJS.Signals | null): void {
    this.#gone.abort();
    this.#memory.remove(this.#watched);
    const errorOf = (requestId: string) =>
      this.#isOverMemory ? outOfMemoryError(requestId) : exitError(requestId, code, signal);
    // On AWS it cannot hold more than it may.
    const maxMemoryMb = this.#isOverMemory ? this.#memoryMb : 0;
    for (const [requestId, running] of this.#running) {
      const error = errorOf(requestId);
      this.#end(requestId, running, { isOk: false, error }, maxMemoryMb, error.errorMessage);
    }
    if (this.#isReady) return this.#listener.gone(this);
    this.#listener.gone(this, this.#startError ?? errorOf(""));
  }

  #exceedMemory(family: ProcessEntry[]): void {
    this.#isOverMemory = true;
    for (const { pid } of family) if (pid !== this.pid) killProcess(pid);
    this.kill();
  }

  #end(
    requestId: string,
    { job, startedAt, timeout }: Running,
    outcome: Outcome,
    maxMemoryMb: number,
    message?: string,
  ): void {
    clearTimeout(timeout);
    this.#running.delete(requestId);
    const report = reportLine({
      durationMs: performance.now() - startedAt,
      memoryMb: this.#memoryMb,
      maxMemoryMb,
      initMs: this.#initMs,
    });
    this.#initMs = undefined;
    const logTail = this.#log.end(requestId, report, message);
    job.end({ ...outcome, logTail });
  }
}

type Outcome =
  | Omit<Extract<InvocationOutcome, { isOk: true }>, "logTail">
  | Omit<Extract<InvocationOutcome, { isOk: false }>, "logTail">;
