import type { Clock } from "./clock.ts";

interface Alarm {
  atMs: number;
  run: () => void;
}

/** A clock that runs with the system's and can be pushed ahead: a test skips a day instead of sleeping it. */
export class ManualClock implements Clock {
  #aheadMs = 0;
  readonly #alarms = new Map<Alarm, NodeJS.Timeout>();

  now(): number {
    return Date.now() + this.#aheadMs;
  }

  at(atMs: number, run: () => void): () => void {
    const alarm: Alarm = { atMs, run };
    this.#arm(alarm);
    return () => {
      clearTimeout(this.#alarms.get(alarm));
      this.#alarms.delete(alarm);
    };
  }

  /** Moves time forward; whatever became due fires, the earliest first. */
  advance(byMs: number): void {
    this.#aheadMs += byMs;
    const alarms = [...this.#alarms.keys()].sort((a, b) => a.atMs - b.atMs);
    for (const alarm of alarms) {
      clearTimeout(this.#alarms.get(alarm));
      this.#arm(alarm);
    }
  }

  #arm(alarm: Alarm): void {
    const leftMs = Math.min(Math.max(0, alarm.atMs - this.now()), 2 ** 31 - 1);
    const fire = () => {
      if (alarm.atMs > this.now()) {
        this.#arm(alarm);
        return;
      }
      this.#alarms.delete(alarm);
      alarm.run();
    };
    this.#alarms.set(alarm, setTimeout(fire, leftMs));
  }
}
