/** Lets a few tasks start at a time; the others wait in the order in which they came. */
export class LaunchLimiter {
  readonly #slots: number;
  readonly #starting = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Calls `start` when there is room, perhaps at once. */
  enter(taskId: string, start: () => void): void {
    this.#waiting.set(taskId, start);
    this.#admit();
  }

  /** The task has started, or will not. */
  leave(taskId: string): void {
    this.#waiting.delete(taskId);
    if (this.#starting.delete(taskId)) this.#admit();
  }

  #admit(): void {
    for (const [taskId, start] of this.#waiting) {
      if (this.#starting.size >= this.#slots) return;
      this.#waiting.delete(taskId);
      this.#starting.add(taskId);
      start();
    }
  }
}
