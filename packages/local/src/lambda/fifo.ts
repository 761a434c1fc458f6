/** A queue whose head is taken in constant time: an array would move all that waits for each that is taken. */
export class Fifo<Item> {
  #items: (Item | undefined)[] = [];
  /** Those before it are taken. */
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  get first(): Item | undefined {
    return this.#items[this.#head];
  }

  add(item: Item): void {
    this.#items.push(item);
  }

  take(): Item | undefined {
    const item = this.first;
    if (this.size === 0) return undefined;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head * 2 < this.#items.length) return item;
    this.#items.splice(0, this.#head);
    this.#head = 0;
    return item;
  }

  /** Returns those that match, in order, and forgets them. */
  remove(isMatch: (item: Item) => boolean): Item[] {
    const removed: Item[] = [];
    const kept = new Fifo<Item>();
    for (let item = this.take(); item !== undefined; item = this.take()) {
      if (isMatch(item)) removed.push(item);
      else kept.add(item);
    }
    this.#items = kept.#items;
    return removed;
  }
}
