import type { Clock } from "../packages/local/src/clock.ts";

/** What is further away, such as the end of an execution's time, stays so. */
const horizonMs = 10_000;

/** A clock that is at once where the next thing is to happen: a wait of a second takes none. */
export class EagerClock implements Clock {
  #aheadMs = 0;

  now(): number {
    return Date.now() + this.#aheadMs;
  }

  at(atMs: number, run: () => void): () => void {
    const leftMs = atMs - this.now();
    if (leftMs > horizonMs) return this.#later(leftMs, run);
    return this.#later(0, () => {
      this.#aheadMs += Math.max(0, atMs - this.now());
      run();
    });
  }

  #later(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
}
