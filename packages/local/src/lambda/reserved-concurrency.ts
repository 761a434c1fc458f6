import type { Database } from "../database.ts";
import { Fifo } from "./fifo.ts";
import type { FunctionVersion } from "./function-version.ts";
import type { Job } from "./runtime/invocation.ts";
import type { Runtime } from "./runtime/runtime.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS lambda_concurrency (
    function_name TEXT PRIMARY KEY, reserved INTEGER NOT NULL
  ) STRICT;
`;

interface Waiting {
  target: FunctionVersion;
  job: Job;
}

/** Stands before the runtime and holds back what is over a function's ReservedConcurrentExecutions. */
export class ReservedConcurrency {
  readonly #db: Database;
  readonly #runtime: Pick<Runtime, "enqueue">;
  /** As on disk: every invocation asks. */
  readonly #limits: Map<string, number>;
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, Fifo<Waiting>>();

  constructor(db: Database, runtime: Pick<Runtime, "enqueue">) {
    this.#db = db;
    this.#runtime = runtime;
    db.define(schema);
    const rows = db.all<{ functionName: string; reserved: number }>(
      "SELECT function_name AS functionName, reserved FROM lambda_concurrency",
    );
    this.#limits = new Map(rows.map(({ functionName, reserved }) => [functionName, reserved]));
  }

  /** Undefined: no limit. */
  of(functionName: string): number | undefined {
    return this.#limits.get(functionName);
  }

  /** Undefined takes the limit back. Inside `db.write`. */
  set(functionName: string, reserved: number | undefined): void {
    if (reserved === undefined) {
      this.#db.run("DELETE FROM lambda_concurrency WHERE function_name = ?", functionName);
    } else {
      this.#db.run(
        "INSERT OR REPLACE INTO lambda_concurrency (function_name, reserved) VALUES (?, ?)",
        functionName,
        reserved,
      );
    }
    this.#db.afterCommit(() => {
      if (reserved === undefined) this.#limits.delete(functionName);
      else this.#limits.set(functionName, reserved);
      this.#serve(functionName);
    });
  }

  isReached(functionName: string): boolean {
    return (this.#running.get(functionName) ?? 0) >= (this.of(functionName) ?? Infinity);
  }

  /** Runs the job as soon as the limit and a process allow. */
  enqueue(target: FunctionVersion, job: Job): void {
    const { name } = target.options;
    const waiting = this.#waiting.get(name) ?? new Fifo<Waiting>();
    this.#waiting.set(name, waiting);
    waiting.add({ target, job });
    this.#serve(name);
  }

  #serve(functionName: string): void {
    const waiting = this.#waiting.get(functionName);
    while (waiting !== undefined && waiting.size > 0 && !this.isReached(functionName)) {
      const next = waiting.take();
      if (next !== undefined) this.#run(functionName, next);
    }
  }

  #run(functionName: string, { target, job }: Waiting): void {
    this.#running.set(functionName, (this.#running.get(functionName) ?? 0) + 1);
    this.#runtime.enqueue(target, {
      code: job.code,
      begin: (code) => {
        const request = job.begin(code);
        if (request === undefined) this.#leave(functionName);
        return request;
      },
      end: (outcome) => {
        this.#leave(functionName);
        job.end(outcome);
      },
    });
  }

  #leave(functionName: string): void {
    this.#running.set(functionName, (this.#running.get(functionName) ?? 1) - 1);
    // Not from inside the runtime, which is about to use the process that asked.
    queueMicrotask(() => this.#serve(functionName));
  }
}
