import type { Machine } from "../service.ts";

/** The SDK needs some 20 ms to send a handler to sleep, much more on a busy machine. */
const graceMs = 500;

interface Launch {
  start: () => void;
  disarm: () => void;
}

/**
 * What chained invokes are to start. AWS takes longer to start a function than its caller takes to go to sleep, so
 * there the history tells of the sleep first; here it does because the target starts when the invocation of the
 * caller has ended, or does not end. After a crash the target is started like all that was under way.
 */
export class ChainedLaunches {
  readonly #machine: Machine;
  readonly #held = new Map<number, Set<Launch>>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Inside `db.write`. */
  hold(callerId: number, start: () => void): void {
    const { db, clock } = this.#machine;
    db.afterCommit(() => {
      const disarm = clock.at(clock.now() + graceMs, () => this.release(callerId));
      const held = this.#held.get(callerId) ?? new Set();
      this.#held.set(callerId, held.add({ start, disarm }));
    });
  }

  /** The caller's invocation has ended, or lasts. */
  release(callerId: number): void {
    for (const { start } of this.#take(callerId)) start();
  }

  close(): void {
    for (const callerId of this.#held.keys()) this.#take(callerId);
  }

  #take(callerId: number): Iterable<Launch> {
    const held = this.#held.get(callerId) ?? [];
    this.#held.delete(callerId);
    for (const { disarm } of held) disarm();
    return held;
  }
}
