import type { Job } from "@longhaul/core/job/job";

/** What changed since the last look; `cursor` continues after it (also on another process). */
export interface Changes {
  jobs: Job[];
  cursor: string;
}

export interface Subscription {
  /** What changed since the last call, as soon as there is something; without jobs after `waitMs`; undefined: it is over. */
  next(waitMs?: number): Promise<Changes | undefined>;
  close(): void;
}

/** Keeps the newest of each job until its owner asks: a slow reader misses versions, never the last one. */
export class ChangeListener implements Subscription {
  readonly #jobId: string | undefined;
  readonly #onClose: () => void;
  readonly #pending = new Map<string, Job>();
  #cursor = "";
  #isClosed = false;
  #wake: (() => void) | undefined;

  constructor(jobId: string | undefined, onClose: () => void) {
    this.#jobId = jobId;
    this.#onClose = onClose;
  }

  start(cursor: string): void {
    this.#cursor ||= cursor;
  }

  hear(news: ReadonlyMap<string, Job>, cursor: string): void {
    this.#cursor = cursor;
    if (this.#jobId === undefined) {
      for (const [jobId, job] of news) this.#pending.set(jobId, job);
    } else {
      const job = news.get(this.#jobId);
      if (job !== undefined) this.#pending.set(job.id, job);
    }
    if (this.#pending.size > 0) this.#wake?.();
  }

  async next(waitMs?: number): Promise<Changes | undefined> {
    if (this.#pending.size === 0 && !this.#isClosed) await this.#news(waitMs);
    if (this.#isClosed) return undefined;
    const jobs = [...this.#pending.values()];
    this.#pending.clear();
    return { jobs, cursor: this.#cursor };
  }

  close(): void {
    this.#isClosed = true;
    this.#onClose();
    this.#wake?.();
  }

  async #news(waitMs: number | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = waitMs === undefined ? undefined : setTimeout(resolve, waitMs);
    this.#wake = resolve;
    await promise;
    this.#wake = undefined;
    clearTimeout(timer);
  }
}
