import { describe, expect, test } from "vitest";

import { appendLines, type Lines, mostLines, prependLines } from "./log-lines.ts";

const line = (number: number) => ({
  id: `line-${number}`,
  at: "2026-11-24T12:00:00.000Z",
  attempt: 1,
  message: `message ${number}`,
});
const lines = (...numbers: number[]): Lines => ({
  lines: numbers.map(line),
  previousCursor: "p",
  grewAtTop: true,
});
const ids = ({ lines: all }: Lines) => all.map(({ id }) => id);

describe("appendLines", () => {
  test("what a reconnect sends again is not shown twice", () => {
    const after = appendLines(lines(1, 2, 3), [line(2), line(3), line(4), line(4)]);
    expect(ids(after)).toEqual(["line-1", "line-2", "line-3", "line-4"]);
  });

  test("nothing new changes nothing, so that nothing is drawn again", () => {
    const before = lines(1, 2);
    expect(appendLines(before, [line(2)])).toBe(before);
  });

  test("the oldest leave when there are too many", () => {
    const many: Lines = {
      lines: Array.from({ length: mostLines }, (_, index) => line(index)),
      previousCursor: undefined,
      grewAtTop: false,
    };
    const after = appendLines(many, [line(mostLines), line(mostLines + 1)]);
    expect(after.lines).toHaveLength(mostLines);
    expect(after.lines[0]?.id).toBe("line-2");
  });
});

test("an earlier page comes before, with the way to the one before it", () => {
  const after = prependLines(lines(3, 4), [line(1), line(2), line(3)], undefined);
  expect(ids(after)).toEqual(["line-1", "line-2", "line-3", "line-4"]);
  expect(after.previousCursor).toBeUndefined();
  expect(after.grewAtTop).toBe(true);
  expect(appendLines(after, [line(9)]).grewAtTop).toBe(false);
});
