import { expect, test } from "vitest";

import { LaunchLimiter } from "./launch-limiter.ts";

test("a few tasks start at a time, the others in the order in which they came", () => {
  const limiter = new LaunchLimiter(2);
  const started: string[] = [];
  for (const id of ["a", "b", "c", "d", "e"]) limiter.enter(id, () => started.push(id));
  expect(started).toEqual(["a", "b"]);
  limiter.leave("d");
  limiter.leave("b");
  limiter.leave("b");
  expect(started).toEqual(["a", "b", "c"]);
  limiter.leave("a");
  limiter.leave("c");
  expect(started).toEqual(["a", "b", "c", "e"]);
});
