import { setTimeout as sleep } from "node:timers/promises";

import { JobFailure } from "../../job-failure.ts";

const mostFailures = 6;

export interface Patience {
  /** Waits, longer after each failure in a row. Throws what is final, and `source_not_readable` after too many. */
  failed(error: unknown): Promise<void>;
  succeeded(): void;
}

/** With a network: what fails is tried again, but not for ever. */
export function createPatience(
  name: string,
  signal: AbortSignal,
  firstDelayMs: number = 500,
): Patience {
  let failures = 0;
  return {
    failed: async (error) => {
      if (signal.aborted) throw signal.reason;
      if (error instanceof JobFailure) throw error;
      failures += 1;
      if (failures >= mostFailures) {
        throw new JobFailure(
          "source_not_readable",
          `${name} cannot be read: after ${failures} tries, ${reasonOf(error)}.`,
        );
      }
      await sleep(firstDelayMs * 2 ** (failures - 1), undefined, { signal });
    },
    succeeded: () => {
      failures = 0;
    },
  };
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
