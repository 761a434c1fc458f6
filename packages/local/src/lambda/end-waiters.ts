import type { Execution } from "./execution.ts";

interface End {
  execution: Execution;
  /** The end of the log of the last invocation that ended meanwhile. */
  logTail: string | undefined;
}

interface Waiting {
  resolvers: Set<(end: End | undefined) => void>;
  logTail: string | undefined;
}

/** Who waits for the end of an execution: synchronous calls, which a restart ends as well. */
export class EndWaiters {
  readonly #waiting = new Map<number, Waiting>();

  /** Resolves when the execution ended; with nothing when `signal` says that nobody listens any more. */
  ended(executionId: number, signal: AbortSignal): Promise<End | undefined> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(executionId) ?? {
        resolvers: new Set(),
        logTail: undefined,
      };
      this.#waiting.set(executionId, waiting);
      waiting.resolvers.add(resolve);
      signal.addEventListener("abort", () => {
        waiting.resolvers.delete(resolve);
        if (waiting.resolvers.size === 0 && this.#waiting.get(executionId) === waiting) {
          this.#waiting.delete(executionId);
        }
        resolve(undefined);
      });
    });
  }

  invoked(executionId: number, logTail: string): void {
    const waiting = this.#waiting.get(executionId);
    if (waiting !== undefined) waiting.logTail = logTail;
  }

  notify(execution: Execution): void {
    const waiting = this.#waiting.get(execution.id);
    this.#waiting.delete(execution.id);
    for (const resolve of waiting?.resolvers ?? [])
      resolve({ execution, logTail: waiting?.logTail });
  }
}
