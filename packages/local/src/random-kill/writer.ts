import { randomUUID } from "node:crypto";
import { setInterval } from "node:timers/promises";

import { Writes, type ClientConfig } from "./writes.ts";

/** Writes on and on while processes die, and keeps account of what was accepted. */
export class Writer {
  /** The ids whose write was answered; of claims, by whom. */
  readonly accepted = {
    items: new Set<string>(),
    pairs: new Set<string>(),
    claims: new Map<string, string[]>(),
    lines: new Set<string>(),
    events: new Set<string>(),
    invokes: new Set<string>(),
  };
  /** Additions to the counter. */
  readonly counts = { tried: 0, accepted: 0 };
  readonly #writes: Writes;
  readonly #end = new AbortController();
  #lanes: Promise<unknown> = Promise.resolve();

  constructor(client: ClientConfig, folder: string) {
    this.#writes = new Writes(client, folder);
  }

  /** How many of each were accepted. */
  get summary(): string {
    const sizes = Object.entries(this.accepted).map(([kind, { size }]) => `${size} ${kind}`);
    return [...sizes, `${this.counts.accepted} additions`].join(", ");
  }

  async start(): Promise<void> {
    await this.#writes.prepare();
    const { accepted, counts } = this;
    this.#lanes = Promise.all([
      this.#lane(40, async (id) => {
        await this.#writes.item(id);
        accepted.items.add(id);
      }),
      this.#lane(80, async (id) => {
        await this.#writes.pair(id);
        accepted.pairs.add(id);
      }),
      this.#lane(80, (id) => this.#claim(id)),
      this.#lane(40, async () => {
        counts.tried += 1;
        await this.#writes.count();
        counts.accepted += 1;
      }),
      this.#lane(40, async (id) => {
        await this.#writes.line(id);
        accepted.lines.add(id);
      }),
      this.#lane(500, async (id) => {
        const { FailedEntryCount } = await this.#writes.event(id);
        if (FailedEntryCount === 0) accepted.events.add(id);
      }),
      this.#lane(500, async (id) => {
        await this.#writes.invoke(id);
        accepted.invokes.add(id);
      }),
    ]);
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#lanes;
    this.#writes.close();
  }

  /** A write after the other, at least `everyMs` apart. One that fails may or may not have happened. */
  async #lane(everyMs: number, write: (id: string) => Promise<unknown>): Promise<void> {
    for await (const _tick of setInterval(everyMs)) {
      if (this.#end.signal.aborted) return;
      await write(randomUUID()).catch(() => undefined);
    }
  }

  /** Two want the same at once. */
  async #claim(id: string): Promise<void> {
    const claims = ["one", "other"].map(async (by) => {
      await this.#writes.claim(id, by);
      this.accepted.claims.set(id, [...(this.accepted.claims.get(id) ?? []), by]);
    });
    await Promise.allSettled(claims);
  }
}
