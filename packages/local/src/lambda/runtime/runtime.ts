import type { MemoryWatch } from "../../memory/memory-watch.ts";
import type { LogSink, Machine } from "../../service.ts";
import type { FunctionVersion } from "../function-version.ts";
import { CodePool } from "./code-pool.ts";
import { isKill } from "./ends.ts";
import { HostRecords } from "./host-records.ts";
import { Host, type HostListener } from "./host.ts";
import type { InvocationError, Job } from "./invocation.ts";
import { LoadFailures } from "./load-failures.ts";
import { watchCode } from "./watch-code.ts";

/** Told when the first process has loaded what the file of `target`, a `$LATEST`, has become. */
export type OnLoaded = (target: FunctionVersion, code: string) => void;

/**
 * Runs handlers, in processes of their own. What began with some code goes on with it, from a snapshot once the file
 * has changed; everything else runs what the file is now.
 */
export class Runtime {
  readonly #machine: Machine;
  readonly #logs: LogSink;
  readonly #records: HostRecords;
  readonly #onLoaded: OnLoaded;
  readonly #all = new Set<CodePool>();
  /** By function. */
  readonly #latest = new Map<string, CodePool>();
  /** By version and code. */
  readonly #pinned = new Map<string, CodePool>();
  /** Functions whose file a process has loaded, or failed to. */
  readonly #tried = new Set<string>();
  readonly #toWarm: FunctionVersion[] = [];
  readonly #failures = new LoadFailures();
  readonly #memory: MemoryWatch;
  #isOpen = true;

  constructor(machine: Machine, logs: LogSink, onLoaded: OnLoaded) {
    this.#machine = machine;
    this.#memory = machine.memory;
    this.#logs = logs;
    this.#records = new HostRecords(machine);
    this.#onLoaded = onLoaded;
  }

  /** Before anything is invoked. */
  endLeftovers(): void {
    this.#records.endLeftovers();
  }

  enqueue(target: FunctionVersion, job: Job): void {
    if (this.#isOpen) this.#poolFor(target, job.code).add(job);
  }

  /** The code that the file of `target`, a `$LATEST`, is now. Rejects with an Error when it cannot be loaded. */
  loadedCode(target: FunctionVersion): Promise<string> {
    return new Promise((resolve, reject) =>
      this.enqueue(target, {
        begin(code) {
          if (code === undefined) return { requestId: "", payload: "" };
          resolve(code);
          return undefined;
        },
        end: (outcome) => reject(new Error(outcome.isOk ? "" : outcome.error.errorMessage)),
      }),
    );
  }

  /** Starts a process of each before anyone needs it, one after the other so that others come first. */
  warm(targets: FunctionVersion[]): void {
    this.#toWarm.push(...targets);
    this.#warmNext();
  }

  /** Kills the process that runs this invocation, if one does. */
  kill(requestId: string): void {
    for (const pool of this.#all) pool.kill(requestId);
  }

  /** Ends all processes. Invocations under way are lost, as if the machine had failed. */
  close(): void {
    this.#isOpen = false;
    for (const pool of this.#all) pool.close();
  }

  #warmNext(): void {
    const target = this.#isOpen ? this.#toWarm.shift() : undefined;
    if (target !== undefined) this.#latestOf(target).warm();
  }

  #poolFor(target: FunctionVersion, code: string | undefined): CodePool {
    if (target.code !== undefined) return this.#pinnedTo(target, target.code);
    const latest = this.#latestOf(target);
    // After a restart, the file is taken for what it was until a process has loaded it.
    if (!this.#tried.has(target.arn)) latest.code ??= code;
    if (code === undefined || code === latest.code) return latest;
    return this.#pinnedTo(target, code);
  }

  #latestOf(target: FunctionVersion): CodePool {
    const existing = this.#latest.get(target.arn);
    if (existing !== undefined) return existing;
    const pool = this.#newPool(target, (host) => this.#isLatest(target, pool, host));
    this.#latest.set(target.arn, pool);
    return pool;
  }

  #pinnedTo(target: FunctionVersion, code: string): CodePool {
    const key = `${target.arn} ${code}`;
    const existing = this.#pinned.get(key);
    if (existing !== undefined) return existing;
    const pool = this.#newPool(target, () => true, code);
    this.#pinned.set(key, pool);
    return pool;
  }

  /** Whether what the process loaded is the code of the pool; the first process decides which that is. */
  #isLatest(target: FunctionVersion, pool: CodePool, { code }: Host): boolean {
    if (code === undefined) return false;
    this.#tried.add(target.arn);
    this.#failures.forget(target.arn);
    pool.code ??= code.id;
    if (pool.code !== code.id) {
      this.#renew(target, pool);
      return false;
    }
    if (pool.unwatch === undefined && this.#latest.get(target.arn) === pool) {
      pool.unwatch = watchCode(code.files, () => this.#renew(target, pool));
      this.#onLoaded(target, code.id);
    }
    return true;
  }

  /** The file is another than the one that the pool runs. */
  #renew(target: FunctionVersion, pool: CodePool): void {
    if (!this.#isOpen || this.#latest.get(target.arn) !== pool) return;
    this.#latest.delete(target.arn);
    const jobs = pool.pin();
    const key = `${target.arn} ${pool.code}`;
    if (!this.#pinned.has(key)) this.#pinned.set(key, pool);
    console.log(`local-aws: the code of ${target.options.name} has changed`);
    this.#latestOf(target).warm();
    for (const job of jobs) this.enqueue(target, job);
  }

  #newPool(target: FunctionVersion, mayRun: (host: Host) => boolean, pinned?: string): CodePool {
    const pool = new CodePool(
      {
        start: (listener, snapshot) => {
          const own: HostListener = {
            free: (free) => {
              listener.free(free);
              this.#warmNext();
            },
            gone: (gone, startError) => {
              if (this.#isOpen) this.#records.remove(gone);
              listener.gone(gone, startError);
              this.#warmNext();
            },
          };
          const parts = { logs: this.#logs, memory: this.#memory, listener: own };
          const host = new Host(this.#machine, target, parts, snapshot);
          this.#records.add(host);
          return host;
        },
        mayRun,
        failed: (error) => this.#failed(target, pool, error),
      },
      pinned,
    );
    this.#all.add(pool);
    return pool;
  }

  #failed(target: FunctionVersion, pool: CodePool, error: InvocationError): void {
    if (!this.#isOpen) return;
    this.#failures.tell(target.arn, error);
    if (this.#latest.get(target.arn) !== pool) return;
    this.#tried.add(target.arn);
    if (pool.unwatch !== undefined) {
      // It did load before, so it is the file that changed, unless something killed the process.
      if (!isKill(error)) this.#renew(target, pool);
      return;
    }
    pool.code = undefined;
    for (const job of pool.releaseBegun()) this.enqueue(target, job);
  }
}
