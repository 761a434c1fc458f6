import { log } from "@longhaul/core/log";
import type { Ports } from "@longhaul/core/ports";
import { reportProgress } from "@longhaul/core/work/report-progress";

/** One heartbeat on the record and, while somebody waits for it, on the callback. */
export function createBeat(
  ports: Pick<Ports, "jobs" | "executions" | "clock">,
  work: { jobId: string; attempt: number; callbackId?: string },
  orStale: (isCurrent: boolean) => void,
): () => Promise<void> {
  let callbackId = work.callbackId;

  async function beatCallback(): Promise<void> {
    if (callbackId === undefined) return;
    if (await ports.executions.heartbeatCallback(callbackId)) return;
    // The record decides whether this attempt counts; its execution alone does not.
    log.warn("callback.gone", { jobId: work.jobId, attempt: work.attempt });
    callbackId = undefined;
  }

  return async () => {
    // Either one may be out of reach without silencing the other.
    const beats = await Promise.allSettled([
      reportProgress(ports, work).then(orStale),
      beatCallback(),
    ]);
    for (const beat of beats) if (beat.status === "rejected") throw beat.reason;
  };
}
