import { expect, test } from "vitest";

import { stripAnsi } from "./ansi.ts";
import { readableLine } from "./readable-line.ts";

test("a structured line reads as level, message and its own fields", () => {
  const line = JSON.stringify({
    level: "WARN",
    message: "work.slow",
    timestamp: "2026-11-24T12:00:00.000Z",
    service: "longhaul",
    attempt: 2,
    reason: "disk full",
    sizes: [1, 2],
  });
  expect(stripAnsi(readableLine(line))).toBe(
    "WARN  work.slow  attempt=2 reason=disk full sizes=[1,2]",
  );
});

test.each(["plain text", '{"a": 1}', "{broken", '{"level": 3, "message": "x"}'])(
  "%s stays as it is",
  (line) => {
    expect(readableLine(line)).toBe(line);
  },
);

test.each([
  ["\r 10%\r 55%\r100%", "100%"],
  ["done\r", "done"],
  ["\r", ""],
])("of a line that was written over, %j, the last state is read", (line, state) => {
  expect(readableLine(line)).toBe(state);
});
