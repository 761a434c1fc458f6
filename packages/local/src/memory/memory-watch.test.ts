import { expect, test } from "vitest";

import { MemoryWatch, type Watched } from "./memory-watch.ts";

/** A process that holds more than nothing. */
function watched(limitMib: number, isAtWork: boolean, own = process.pid) {
  const seen = { looks: 0, exceeded: 0 };
  const of: Watched = {
    limitMib,
    pid() {
      seen.looks += 1;
      return own;
    },
    isAtWork: () => isAtWork,
    onExceeded: (family) => {
      expect(family.map(({ pid }) => pid)).toContain(own);
      seen.exceeded += 1;
    },
  };
  return { of, seen };
}

test("what is at work is looked at again and again, what rests once more, and that until it works again", async () => {
  const watch = new MemoryWatch();
  const working = watched(Infinity, true, process.ppid);
  const resting = watched(Infinity, false);
  watch.add(resting.of);
  watch.add(working.of);
  await expect.poll(() => working.seen.looks, { timeout: 10_000 }).toBe(3);
  expect(resting.seen).toEqual({ looks: 1, exceeded: 0 });
  watch.add(resting.of);
  await expect.poll(() => resting.seen.looks, { timeout: 10_000 }).toBe(2);
  watch.remove(working.of);
});

test("what holds more than it may is told of, unless it was removed meanwhile", async () => {
  const watch = new MemoryWatch();
  const large = watched(1, true, process.ppid);
  const removed = watched(1, true);
  watch.add({
    ...removed.of,
    pid() {
      watch.remove(this);
      return removed.of.pid();
    },
  });
  watch.add(large.of);
  await expect.poll(() => large.seen.exceeded, { timeout: 10_000 }).toBe(1);
  watch.remove(large.of);
  expect(removed.seen).toEqual({ looks: 1, exceeded: 0 });
});
