import { expect, test } from "vitest";

import { findMatches } from "./find-matches.ts";

const line = (message: string) => ({
  id: message,
  at: "2026-11-24T12:00:00.000Z",
  attempt: 1,
  message,
});

test("finds text across a change of colour, whatever its case, and nothing for nothing", () => {
  const lines = [line("Encoding \u001B[32mchunk\u001B[0m 4"), line("done"), line("CHUNK 4 failed")];
  expect(findMatches(lines, "chunk 4")).toEqual([0, 2]);
  expect(findMatches(lines, "[32m")).toEqual([]);
  expect(findMatches(lines, "")).toEqual([]);
});
