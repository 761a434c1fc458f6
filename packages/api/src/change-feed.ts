import { setTimeout as sleep } from "node:timers/promises";

import type { Job } from "@longhaul/core/job/job";
import type { JobStore } from "@longhaul/core/job/job-store";
import { log } from "@longhaul/core/log";

import { ChangeListener, type Changes, type Subscription } from "./change-listener.ts";

const longestBackoffMs = 5000;
const mostTries = 6;
const mostSeen = 50_000;

/**
 * Every change of every job, by one poll of the store for all who listen in this process. When the store stays
 * unreachable all subscriptions end: streams close, and their clients come back with where they were.
 */
export class ChangeFeed {
  readonly #store: Pick<JobStore, "listChanged">;
  readonly #pollMs: number;
  readonly #listeners = new Set<ChangeListener>();
  /** The store tells a change more than once. */
  readonly #seen = new Map<string, number>();
  #cursor: Promise<string> | undefined;

  constructor(store: Pick<JobStore, "listChanged">, { pollMs = 500 }: { pollMs?: number } = {}) {
    this.#store = store;
    this.#pollMs = pollMs;
  }

  /** Resolves when every change from now on will be heard: read the present state after that, and nothing is missed. */
  async subscribe(signal: AbortSignal, jobId?: string): Promise<Subscription> {
    const listener = new ChangeListener(jobId, () => this.#listeners.delete(listener));
    this.#listeners.add(listener);
    if (signal.aborted) listener.close();
    signal.addEventListener("abort", () => listener.close(), { once: true });
    try {
      this.#cursor ??= this.#start();
      listener.start(await this.#cursor);
      return listener;
    } catch (error) {
      listener.close();
      throw error;
    }
  }

  async #start(): Promise<string> {
    try {
      const { cursor } = await this.#store.listChanged();
      void this.#run(cursor);
      return cursor;
    } catch (error) {
      this.#cursor = undefined;
      throw error;
    }
  }

  async #run(start: string): Promise<void> {
    let cursor = start;
    try {
      for (;;) {
        await sleep(this.#pollMs);
        if (this.#listeners.size === 0) return;
        const changed = await this.#poll(cursor);
        cursor = changed.cursor;
        this.#cursor = Promise.resolve(cursor);
        this.#tell(changed);
      }
    } catch (error) {
      log.error("change-feed.failed", { error: String(error) });
    } finally {
      this.#cursor = undefined;
      this.#seen.clear();
      for (const listener of this.#listeners) listener.close();
    }
  }

  async #poll(cursor: string): Promise<Changes> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#store.listChanged(cursor);
      } catch (error) {
        if (tries === mostTries) throw error;
        log.warn("change-feed.retried", { error: String(error), tries });
        await sleep(Math.min(longestBackoffMs, this.#pollMs * 2 ** tries));
      }
    }
  }

  #tell({ jobs, cursor }: Changes): void {
    const news = new Map<string, Job>();
    for (const job of jobs) {
      if (job.version <= (this.#seen.get(job.id) ?? 0)) continue;
      this.#seen.delete(job.id);
      this.#seen.set(job.id, job.version);
      news.set(job.id, job);
    }
    for (const jobId of this.#seen.keys()) {
      if (this.#seen.size <= mostSeen) break;
      this.#seen.delete(jobId);
    }
    for (const listener of this.#listeners) listener.hear(news, cursor);
  }
}
