import type { LogSink, Machine } from "../../service.ts";
import type { FunctionVersion } from "../function-version.ts";
import { HostPool } from "./host-pool.ts";
import { HostRecords } from "./host-records.ts";
import { Host } from "./host.ts";
import type { Job } from "./invocation.ts";

/** Runs handlers, in processes of their own. */
export class Runtime {
  readonly #machine: Machine;
  readonly #logs: LogSink;
  readonly #records: HostRecords;
  readonly #pools = new Map<string, HostPool>();
  readonly #toWarm: FunctionVersion[] = [];
  #isOpen = true;

  constructor(machine: Machine, logs: LogSink) {
    this.#machine = machine;
    this.#logs = logs;
    this.#records = new HostRecords(machine);
  }

  /** Before anything is invoked. */
  endLeftovers(): void {
    this.#records.endLeftovers();
  }

  enqueue(target: FunctionVersion, job: Job): void {
    if (this.#isOpen) this.#pool(target).add(job);
  }

  /** Starts a process of each before anyone needs it, one after the other so that others come first. */
  warm(targets: FunctionVersion[]): void {
    this.#toWarm.push(...targets);
    this.#warmNext();
  }

  /** Kills the process that runs this invocation, if one does. */
  kill(requestId: string): void {
    for (const pool of this.#pools.values()) pool.kill(requestId);
  }

  /** Ends all processes. Invocations under way are lost, as if the machine had failed. */
  close(): void {
    this.#isOpen = false;
    for (const pool of this.#pools.values()) pool.close();
  }

  #warmNext(): void {
    const target = this.#isOpen ? this.#toWarm.shift() : undefined;
    if (target !== undefined) this.#pool(target).warm();
  }

  #pool(target: FunctionVersion): HostPool {
    const existing = this.#pools.get(target.arn);
    if (existing !== undefined) return existing;
    const pool = new HostPool((listener) => {
      const host = new Host(this.#machine, target, this.#logs, {
        free: (free) => {
          listener.free(free);
          this.#warmNext();
        },
        gone: (gone, startError) => {
          if (this.#isOpen) this.#records.remove(gone);
          listener.gone(gone, startError);
          this.#warmNext();
        },
      });
      this.#records.add(host);
      return host;
    });
    this.#pools.set(target.arn, pool);
    return pool;
  }
}
