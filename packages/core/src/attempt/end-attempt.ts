import type { JobChange } from "../job/job-store.ts";
import type { Job } from "../job/job.ts";
import { hasOpenAttempt, type Outcome, outcomeOf } from "../job/outcome.ts";
import { changeJob } from "../job/transition.ts";
import { updateJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";
import type { AttemptEnd } from "./attempt.ts";
import { decideEnd, isBeyondRetry } from "./decide-end.ts";
import { endMessages } from "./end-messages.ts";
import { shortenError } from "./shorten-error.ts";

export interface EndedAttempt {
  jobId: string;
  attempt: number;
  end: AttemptEnd;
  /** What the work returned, with `completed`. */
  result?: unknown;
}

/**
 * Ends an attempt, whoever brings the news: worker, execution, stop event or sweep. The first to come decides;
 * everyone after changes nothing. Resolves with what the job's supervisor has to do next.
 */
export async function endAttempt(
  ports: Pick<Ports, "jobs" | "clock">,
  ended: EndedAttempt,
): Promise<Outcome> {
  const now = ports.clock.now();
  const job = await updateJob(ports, ended.jobId, (current) =>
    isOpen(current, ended.attempt) ? endChange(current, ended, now) : undefined,
  );
  return outcomeOf(job, now);
}

const isOpen = (job: Job, attempt: number): boolean =>
  job.attempt === attempt && hasOpenAttempt(job);

function endChange(job: Job, ended: EndedAttempt, now: Date): JobChange {
  const { error, class: endClass } = ended.end;
  const isCancelled = job.status === "cancelling" && endClass !== "completed";
  const end: AttemptEnd = {
    ...ended.end,
    class: isCancelled ? "cancelled" : endClass,
    ...(error && { error: shortenError(error) }),
  };
  const patch = decideEnd(job, end, now);
  const why = end.error?.message ?? endMessages[end.class];
  const isLeftAt = patch.status === "failed" && isBeyondRetry(end);
  const notAgain = isLeftAt ? " and is not tried again, because no retry can mend it" : "";
  const change: JobChange = {
    ...changeJob(job, patch, now, `Attempt ${ended.attempt} ended${notAgain}: ${why}`),
    attempt: { number: ended.attempt, endedAt: now.toISOString(), end },
  };
  return end.class === "completed"
    ? { ...change, result: { value: ended.result ?? null } }
    : change;
}
