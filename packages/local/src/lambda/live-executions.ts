import type { Execution } from "./execution.ts";

/** Enough for those that handlers work on; the others are kept while there is room, or read again when they begin. */
const most = 1_000;

/** Rows of running executions as they were last written, so that a checkpoint need not read what it wrote before. */
export class LiveExecutions {
  readonly #byId = new Map<number, Execution>();
  readonly #ids = new Map<string, number>();

  byId(id: number): Execution | undefined {
    const known = this.#byId.get(id);
    // A copy, as its reader changes it before it saves it, or does not.
    return known && { ...known };
  }

  byArn(arn: string): Execution | undefined {
    const id = this.#ids.get(arn);
    return id === undefined ? undefined : this.byId(id);
  }

  /** What is written now. One that has ended is forgotten. */
  keep(execution: Execution): void {
    const { id, arn, status, phase } = execution;
    if (status !== "RUNNING") return this.forget(id);
    const known = this.#byId.get(id);
    const isAtWork = phase === "invoked";
    if (known === undefined && this.#byId.size >= most) {
      if (!isAtWork) return;
      this.#forgetOldest();
    }
    // Behind those that wait, which make room for it when there is none.
    if (isAtWork && known?.phase !== phase) this.#byId.delete(id);
    this.#byId.set(id, { ...execution });
    this.#ids.set(arn, id);
  }

  forget(id: number): void {
    const known = this.#byId.get(id);
    if (known === undefined) return;
    this.#byId.delete(id);
    this.#ids.delete(known.arn);
  }

  #forgetOldest(): void {
    const [oldest] = this.#byId.keys();
    if (oldest !== undefined) this.forget(oldest);
  }

  /** Writes were undone: nobody knows which. */
  clear(): void {
    this.#byId.clear();
    this.#ids.clear();
  }
}
