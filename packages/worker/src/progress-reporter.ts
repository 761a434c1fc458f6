import { createEstimate } from "@longhaul/core/progress/estimate";
import type { Progress, ProgressReport } from "@longhaul/core/progress/progress";

import { cleanReport } from "./clean-report.ts";

export interface ProgressReporter {
  report(report: ProgressReport): void;
  /** Writes the last value, if it is not written. Throws what the write throws; repeatable. */
  flush(): Promise<void>;
}

/** Writes progress at most once an interval, however often it is reported; the last value always comes. */
export function createProgressReporter(options: {
  write: (progress: Progress) => Promise<void>;
  failed: (error: unknown) => void;
  now: () => Date;
  intervalMs?: number;
}): ProgressReporter {
  const { write, failed, now, intervalMs = 1000 } = options;
  const estimate = createEstimate();
  let pending: Progress | undefined;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wroteAt = -Infinity;

  async function writePending(): Promise<void> {
    const progress = pending;
    if (progress === undefined) return;
    pending = undefined;
    wroteAt = performance.now();
    try {
      await write(progress);
    } catch (error) {
      pending ??= progress;
      throw error;
    }
  }

  function schedule(): void {
    if (timer !== undefined || writing !== undefined) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        writing = writePending()
          .catch(failed)
          .finally(() => {
            writing = undefined;
            if (pending !== undefined) schedule();
          });
      },
      Math.max(0, wroteAt + intervalMs - performance.now()),
    );
  }

  return {
    report: (report) => {
      pending = estimate(cleanReport(report), now());
      schedule();
    },
    flush: async () => {
      await writing;
      clearTimeout(timer);
      timer = undefined;
      await writePending();
    },
  };
}
