import type { SqlValue } from "./database.ts";

interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** What goes to disk together, and who waits for it. */
export class WriteGroup {
  /** To be done again when some of them are undone, or when the disk refuses them. */
  readonly writes: { sql: string; values: SqlValue[] }[] = [];
  readonly waiters: Waiter[] = [];
  readonly effects: (() => void)[] = [];
}
