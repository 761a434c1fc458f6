/** Who waits for the end of an execution: synchronous calls, which a restart ends as well. */
export class EndWaiters {
  readonly #waiting = new Map<number, Set<() => void>>();

  /** Resolves when the execution ended, or when `signal` says that nobody listens any more. */
  ended(executionId: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(executionId) ?? new Set();
      this.#waiting.set(executionId, waiting);
      waiting.add(resolve);
      signal.addEventListener("abort", () => {
        waiting.delete(resolve);
        resolve();
      });
    });
  }

  notify(executionId: number): void {
    const waiting = this.#waiting.get(executionId) ?? [];
    this.#waiting.delete(executionId);
    for (const resolve of waiting) resolve();
  }
}
