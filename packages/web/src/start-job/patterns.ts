import type { Pattern } from "@longhaul/api/client";

/** How the durable function and the task work together, in one line each. */
export const patterns: Record<Pattern, { word: string; line: string }> = {
  await: {
    word: "Await",
    line: "The function sleeps until the task calls back: quick to notice an end, needs a worker that knows Longhaul.",
  },
  callback: {
    word: "Callback",
    line: "The function starts the task and ends; the task reports to the record. Fire and forget.",
  },
  sync: {
    word: "Sync",
    line: "The function waits and polls ECS: for images that know nothing of Longhaul.",
  },
};

export const patternNames = ["await", "callback", "sync"] as const satisfies readonly Pattern[];
