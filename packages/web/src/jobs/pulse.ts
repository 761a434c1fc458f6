import type { Job } from "@longhaul/api/client";

import { formatDuration, formatSeconds } from "../ui/format-duration.ts";

export interface Pulse {
  state: "alive" | "quiet" | "silent";
  text: string;
}

/** Is it alive: how long ago the worker was heard, against the silence that its limit allows. */
export function pulseOf(job: Job, now: number): Pulse {
  const heardAt =
    job.heartbeatAt ?? job.progress?.updatedAt ?? job.attemptStartedAt ?? job.createdAt;
  const silenceMs = Math.max(0, now - Date.parse(heardAt));
  const limitSeconds = job.timeouts.heartbeatSeconds;
  const heard = silenceMs < 2000 ? "heard just now" : `heard ${formatDuration(silenceMs)} ago`;
  // An image that knows nothing of Longhaul, as `sync` allows, sends no heartbeat to wait for.
  if (job.heartbeatAt === undefined)
    return { state: "alive", text: "Running; no heartbeat to go by" };
  if (silenceMs > limitSeconds * 1000) {
    const text = `Silent for ${formatDuration(silenceMs)}, longer than its limit of ${formatSeconds(limitSeconds)}: it will be stopped`;
    return { state: "silent", text };
  }
  if (silenceMs > limitSeconds * 500) {
    return { state: "quiet", text: `Quiet: ${heard}, its limit is ${formatSeconds(limitSeconds)}` };
  }
  return { state: "alive", text: `Alive, ${heard}` };
}
