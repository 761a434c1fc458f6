import type { Random } from "./random.ts";

/** Those of one process, and those that start a task, which die and are tried again with it. */
const plainKinds = ["steps", "once", "callback", "chain", "poll", "fan"] as const;
const taskKinds = ["task", "callback task"] as const;

export const kinds = [...plainKinds, ...taskKinds] as const;

export interface Work {
  name: string;
  kind: (typeof kinds)[number];
  /** Of a task's life, half a second each. */
  ticks: number;
}

const fewestTicks = 3;
const mostTicks = 14;

/** What the executions of a run do: each kind in its turn, every third with a task, which lives as long as `random` says. */
export function newWork(count: number, random: Random): Work[] {
  let tasks = 0;
  return Array.from({ length: count }, (_, index) => {
    const isTask = index % 3 === 0;
    const place = isTask ? tasks++ : index - tasks;
    const of = isTask ? taskKinds : plainKinds;
    const ticks = fewestTicks + random.integer(mostTicks + 1 - fewestTicks);
    return { name: `e${index}`, kind: of[place % of.length] ?? "steps", ticks };
  });
}

export function startsTask({ kind }: Work): boolean {
  return kind === "task" || kind === "callback task";
}
