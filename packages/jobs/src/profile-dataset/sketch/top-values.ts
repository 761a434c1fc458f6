import { z } from "zod";

import { hashText } from "./hash-text.ts";

export const topValuesSchema = z.object({
  capacity: z.number().int().positive(),
  isExact: z.boolean(),
  least: z.number(),
  cursor: z.number().int(),
  keys: z.array(z.string()),
  counts: z.array(z.number()),
  /** Of each count, how much may belong to values that were there before. */
  errors: z.array(z.number()),
});
type State = z.infer<typeof topValuesSchema>;

/** A key of this length stands for a longer text: its start, and a hash that tells it from others. */
const longestKey = 40;
const keptStart = longestKey - 9;

/**
 * The most frequent texts of a stream, in fixed memory: "space-saving" of Metwally, Agrawal and El Abbadi (2005).
 * A newcomer takes the slot of the rarest; slots with the least count are taken in turn, so that finding one is cheap.
 */
export class TopValues {
  readonly #state: State;
  readonly #slots: Map<string, number>;

  constructor(capacity: number, state?: State) {
    this.#state = state ?? {
      capacity,
      isExact: true,
      least: 0,
      cursor: 0,
      keys: [],
      counts: [],
      errors: [],
    };
    this.#slots = new Map(this.#state.keys.map((key, slot) => [key, slot]));
  }

  /** True: nothing was ever forgotten, so these are all the values there are, each counted. */
  get isExact(): boolean {
    return this.#state.isExact;
  }

  get size(): number {
    return this.#state.keys.length;
  }

  /** True: it was known already. */
  add(text: string): boolean {
    const { counts, keys, capacity } = this.#state;
    const key = keyOf(text);
    const known = this.#slots.get(key);
    if (known !== undefined) {
      counts[known] = (counts[known] ?? 0) + 1;
      return true;
    }
    if (keys.length < capacity) this.#fill(keys.length, key, 0);
    else this.#fill(this.#leastSlot(), key, this.#state.least);
    return false;
  }

  /** By how often each certainly came; what came once at most is no top value unless all are known. */
  top(most: number): { value: string; count: number }[] {
    const { keys, counts, errors, isExact } = this.#state;
    return keys
      .map((key, slot) => ({
        value: labelOf(key),
        count: (counts[slot] ?? 0) - (errors[slot] ?? 0),
      }))
      .filter(({ count }) => isExact || count > 1)
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, most);
  }

  shrink(capacity: number): void {
    const state = this.#state;
    state.capacity = Math.min(state.capacity, capacity);
    if (state.keys.length <= state.capacity) return;
    const kept = state.keys
      .map((key, slot) => ({ key, count: state.counts[slot] ?? 0, error: state.errors[slot] ?? 0 }))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, state.capacity);
    state.keys = kept.map(({ key }) => key);
    state.counts = kept.map(({ count }) => count);
    state.errors = kept.map(({ error }) => error);
    state.isExact = false;
    state.cursor = state.capacity;
    this.#slots.clear();
    for (const [slot, key] of state.keys.entries()) this.#slots.set(key, slot);
  }

  toJSON(): State {
    return this.#state;
  }

  #fill(slot: number, key: string, error: number): void {
    const { keys, counts, errors } = this.#state;
    const before = keys[slot];
    if (before !== undefined) {
      this.#slots.delete(before);
      this.#state.isExact = false;
    }
    keys[slot] = key;
    counts[slot] = error + 1;
    errors[slot] = error;
    this.#slots.set(key, slot);
  }

  /** Counts only grow, so behind the cursor none is the least any more. */
  #leastSlot(): number {
    const state = this.#state;
    const { counts } = state;
    for (;;) {
      for (; state.cursor < counts.length; state.cursor += 1) {
        if (counts[state.cursor] === state.least) return state.cursor;
      }
      state.least = Math.min(...counts);
      state.cursor = 0;
    }
  }
}

function keyOf(text: string): string {
  if (text.length < longestKey) return text;
  return `${text.slice(0, keptStart)}…${hashText(text, 0).toString(16).padStart(8, "0")}`;
}

const labelOf = (key: string): string =>
  key.length < longestKey ? key : key.slice(0, keptStart + 1).toWellFormed();
