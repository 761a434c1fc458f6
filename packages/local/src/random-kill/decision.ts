import type { Random } from "./random.ts";

/** As often as they stand here. */
const victims = [
  "server",
  "server",
  "server, and the next one as it starts",
  "server and task",
  "everything",
  "function host",
  "function host",
  "function host",
  "task's shell",
  "task's shell",
  "task's program",
  "task's program",
  "task's program",
  "DynamoDB",
  "DynamoDB",
] as const;

export type Victim = (typeof victims)[number];

/** No more happens between two kills than so many effects. */
const mostEffects = 2;

export interface Decision {
  victim: Victim;
  /** After so many. */
  effects: number;
  /** Which one of several it is, from 0 to 1. */
  place: number;
}

/** The next that `random` has to say: it is asked as often whatever became of the last. */
export function newDecision(random: Random): Decision {
  const victim = random.pick(victims);
  const effects = random.integer(mostEffects + 1);
  return { victim, effects, place: random.next() };
}
