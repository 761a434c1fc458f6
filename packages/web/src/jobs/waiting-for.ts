import type { JobDetail } from "@longhaul/api/client";

import { formatDuration } from "../ui/format-duration.ts";
import { formatMoment } from "../ui/format-time.ts";

export interface Wait {
  headline: string;
  detail: string;
}

/** What a job that does not run yet, or no longer, waits for, and until when. Undefined for one that runs. */
export function waitingFor(job: JobDetail, now: number): Wait | undefined {
  const since = (at: string) => formatDuration(wholeSeconds(now - Date.parse(at)));
  const until = (at: string) => formatDuration(wholeSeconds(Date.parse(at) - now));
  const moment = (at: string) => formatMoment(new Date(at), new Date(now));
  switch (job.status) {
    case "scheduled": {
      const at = job.startAt ?? job.createdAt;
      return { headline: until(at), detail: `until it starts, at ${moment(at)}` };
    }
    case "queued":
      return {
        headline: "Waiting for a task",
        detail: `for ${since(job.updatedAt)}; ECS has not taken it yet`,
      };
    case "starting":
      return { headline: "Starting", detail: startingDetail(job, since) };
    case "retrying": {
      const next = `attempt ${job.attempt + 1} of up to ${job.retry.maxAttempts + job.platformEnds}`;
      const at = job.nextAttemptAt;
      if (at === undefined || Date.parse(at) <= now)
        return { headline: "Trying again", detail: `${next} is due` };
      return { headline: until(at), detail: `until ${next}, at ${moment(at)}` };
    }
    case "cancelling":
      return {
        headline: "Stopping",
        detail: `for ${since(job.cancel?.requestedAt ?? job.updatedAt)}: the worker may save and exit, then it is killed`,
      };
    case "running":
    case "succeeded":
    case "failed":
    case "timed_out":
    case "cancelled":
      return undefined;
  }
}

const wholeSeconds = (ms: number) => Math.max(0, Math.floor(ms / 1000) * 1000);

function startingDetail(job: JobDetail, since: (at: string) => string): string {
  const state = job.attempts.at(-1)?.taskStates.at(-1);
  if (state === undefined) return "ECS has taken the task";
  return `The task is ${state.status} for ${since(state.at)}`;
}
