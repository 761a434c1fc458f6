import { expect, test } from "vitest";

import { newDecision } from "./decision.ts";
import { Random } from "./random.ts";
import { newWork } from "./work.ts";

function scheduleOf(seed: number) {
  const random = new Random(seed);
  const work = newWork(100, random);
  return { work, decisions: Array.from({ length: 200 }, () => newDecision(random)) };
}

test("a seed repeats the work and every decision, another does not", () => {
  expect(scheduleOf(7)).toEqual(scheduleOf(7));
  expect(scheduleOf(7)).not.toEqual(scheduleOf(8));
});

test("a third of the work has a task, and a third of the kills hits one", () => {
  const { work, decisions } = scheduleOf(7);
  const isOfTask = ({ kind, victim }: { kind?: string; victim?: string }) =>
    /task/.test(kind ?? victim ?? "");
  expect(work.filter(isOfTask).length).toBeGreaterThan(30);
  expect(decisions.filter(isOfTask).length).toBeGreaterThan(60);
});
