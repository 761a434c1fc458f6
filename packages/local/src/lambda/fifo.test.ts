import { expect, test } from "vitest";

import { Fifo } from "./fifo.ts";

test("each is taken once, in the order they came, however they come and go", () => {
  const fifo = new Fifo<number>();
  const taken: number[] = [];
  let added = 0;
  for (const [adds, takes] of [
    [1, 1],
    [5, 2],
    [1_000, 700],
    [3, 306],
    [2, 1],
    [40, 41],
  ] as const) {
    for (let n = 0; n < adds; n += 1) fifo.add((added += 1));
    for (let n = 0; n < takes; n += 1) {
      expect(fifo.first).toBe(taken.length + 1);
      taken.push(fifo.take() ?? 0);
    }
    expect(fifo.size).toBe(added - taken.length);
  }
  expect(taken).toEqual(Array.from({ length: 1_051 }, (_, n) => n + 1));
  expect([fifo.first, fifo.take(), fifo.size]).toEqual([undefined, undefined, 0]);
});

test("what is removed is not taken, and the others keep their order", () => {
  const fifo = new Fifo<number>();
  for (let n = 1; n <= 10; n += 1) fifo.add(n);
  fifo.take();
  expect(fifo.remove((n) => n % 2 === 0)).toEqual([2, 4, 6, 8, 10]);
  fifo.add(11);
  expect(fifo.size).toBe(5);
  expect(fifo.remove(() => true)).toEqual([3, 5, 7, 9, 11]);
  expect(fifo.take()).toBeUndefined();
});
