import { DomainError } from "@longhaul/core/error";
import type { Ports } from "@longhaul/core/ports";
import { finishWork, type WorkEnd } from "@longhaul/core/work/finish-work";

import { jobErrorOf } from "./job-error-of.ts";
import { persist } from "./persist.ts";

export type WorkOutcome = "succeeded" | "failed" | "interrupted";

/**
 * The last word on the record and to the callback, whatever AWS does for some minutes, after `before`, which stores what
 * is held. Resolves with what was said in the end: a result that is too large is a failure.
 */
export async function sayLast(
  ports: Pick<Ports, "jobs" | "executions" | "clock">,
  work: { jobId: string; attempt: number; callbackId?: string },
  end: WorkEnd,
  { failed, before }: { failed: (error: unknown) => void; before: () => Promise<void> },
): Promise<WorkOutcome> {
  const say = (word: WorkEnd) =>
    persist(
      async () => {
        await before();
        await finishWork(ports, work, word);
        return outcomeOf(word);
      },
      { failed },
    );
  try {
    return await say(end);
  } catch (error) {
    if (error instanceof DomainError && error.code === "payload_too_large") {
      return say({ error: jobErrorOf(error) });
    }
    throw error;
  }
}

function outcomeOf(end: WorkEnd): WorkOutcome {
  if ("result" in end) return "succeeded";
  return "error" in end ? "failed" : "interrupted";
}
