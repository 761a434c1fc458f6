import { deletedGroups, deletedStreams } from "./deleted-logs.ts";
import type { LogStore } from "./log-store.ts";

/** AWS takes up to three days to remove what its group's retention period is over for. */
const lookEveryMs = 3_600_000;
const dayMs = 86_400_000;
/** Rows: some milliseconds, in which nothing else is answered. */
const mostAtOnce = 200;

/** Removes what was deleted and what is older than its group's retention, a little at a time. */
export class EventRemoval {
  readonly #store: LogStore;
  #isAtWork = false;
  #isClosed = false;
  #cancel: (() => void) | undefined;

  constructor(store: LogStore) {
    this.#store = store;
  }

  /** Looks at once, and again every hour. */
  resume(): void {
    this.begin();
    const { clock } = this.#store.machine;
    this.#cancel = clock.at(clock.now() + lookEveryMs, () => this.resume());
  }

  /** To be called when there may be something to remove. */
  begin(): void {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    this.#goOn();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  #goOn(): void {
    if (this.#isClosed) return;
    const { db } = this.#store.machine;
    const removed = db.write(() => removeSome(this.#store));
    this.#isAtWork = removed > 0;
    // Between two batches the disk keeps up, and others are served.
    if (this.#isAtWork) db.afterCommit(() => setImmediate(() => this.#goOn()));
  }
}

/** Returns how many rows went. Inside `db.write`. */
function removeSome(store: LogStore): number {
  const { db, clock } = store.machine;
  let left = mostAtOnce;
  const remove = (table: string, where: string, ...values: number[]) => {
    const sql = `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${where} LIMIT ?)`;
    if (left > 0) left -= db.run(sql, ...values, left);
  };
  for (const id of deletedStreams(store)) {
    remove("log_events", "stream_id = ?", id);
    remove("log_streams", "id = ?", id);
  }
  for (const id of deletedGroups(store)) {
    remove("log_events", "group_id = ?", id);
    remove("log_streams", "group_id = ?", id);
    remove("log_groups", "id = ?", id);
  }
  const kept = db.all<{ id: number; days: number }>(
    "SELECT id, retention_days AS days FROM log_groups WHERE retention_days IS NOT NULL",
  );
  for (const { id, days } of kept) {
    const sinceMs = clock.now() - days * dayMs;
    remove("log_events", "group_id = ? AND timestamp < ?", id, sinceMs);
  }
  return mostAtOnce - left;
}
