import type { Job } from "@longhaul/api/client";

import { formatDuration } from "../ui/format-duration.ts";
import { formatAmount } from "../ui/format-number.ts";
import { isFinal } from "../ui/job-status.ts";

/** Beside the bar, in a few words: how long it takes still, where it stopped, or what it counts. */
export function progressNote(job: Job, now: number): string {
  const { progress, status } = job;
  if (progress === undefined) return "";
  if (isFinal(status)) {
    return progress.percent === undefined ? "" : `stopped at ${Math.floor(progress.percent)}%`;
  }
  if (status !== "running") return progress.phase ?? "";
  if (progress.etaAt !== undefined) {
    const left = timeLeft(progress.etaAt, now);
    return left === undefined ? "finishing" : `${left} left`;
  }
  if (progress.percent === undefined && progress.done !== undefined) {
    return formatAmount(progress.done, progress.unit);
  }
  return progress.phase ?? "";
}

/** Undefined once the estimate has passed and the job still runs. */
export function timeLeft(etaAt: string, now: number): string | undefined {
  const ms = Date.parse(etaAt) - now;
  return ms < 1000 ? undefined : formatDuration(ms);
}

/** "142 of 400 files", "1.2 GB", or nothing. */
export function progressAmount({ done, total, unit }: NonNullable<Job["progress"]>): string {
  if (done === undefined) return "";
  if (total === undefined) return formatAmount(done, unit);
  const whole = formatAmount(total, unit);
  return `${unit === "bytes" ? formatAmount(done, unit) : formatAmount(done)} of ${whole}`;
}
