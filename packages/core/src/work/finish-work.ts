import type { JobError } from "../attempt/attempt.ts";
import { endAttempt } from "../attempt/end-attempt.ts";
import { shortenError } from "../attempt/shorten-error.ts";
import { assertPayloadFits } from "../job/new-job.ts";
import type { Outcome } from "../job/outcome.ts";
import type { Ports } from "../ports.ts";

export type WorkEnd = { result: unknown } | { error: JobError } | { interrupted: JobError };

/**
 * The worker's last word. A result goes onto the record first, then, in the await pattern, to the execution that
 * waits for it. `interrupted`: told to stop by the platform, not by a person; the next attempt goes on from the
 * checkpoint. Throws `payload_too_large`.
 */
export async function finishWork(
  ports: Pick<Ports, "jobs" | "executions" | "clock">,
  work: { jobId: string; attempt: number; callbackId?: string },
  workEnd: WorkEnd,
): Promise<Outcome> {
  const { jobId, attempt, callbackId } = work;
  if ("result" in workEnd) {
    assertPayloadFits("result", workEnd.result);
    const end = { class: "completed", reportedBy: "worker" } as const;
    const outcome = await endAttempt(ports, { jobId, attempt, end, result: workEnd.result });
    if (callbackId !== undefined) {
      await ports.executions.succeedCallback(callbackId, JSON.stringify(workEnd.result ?? null));
    }
    return outcome;
  }
  const isInterrupted = "interrupted" in workEnd;
  const error = shortenError(isInterrupted ? workEnd.interrupted : workEnd.error);
  const end = {
    class: isInterrupted ? "interrupted" : "failed",
    error,
    reportedBy: "worker",
  } as const;
  const outcome = await endAttempt(ports, { jobId, attempt, end });
  if (callbackId !== undefined) await ports.executions.failCallback(callbackId, error);
  return outcome;
}
