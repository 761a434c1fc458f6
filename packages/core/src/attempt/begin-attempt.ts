import type { Job } from "../job/job.ts";
import { attemptDeadline, type Outcome, outcomeOf } from "../job/outcome.ts";
import { changeJob } from "../job/transition.ts";
import { updateJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";

export type AttemptBegin =
  | {
      begun: true;
      /** Left of the attempt's time, the job's own limit included; at least 1. */
      timeoutSeconds: number;
      heartbeatSeconds: number;
    }
  | { begun: false; outcome: Outcome };

/** Opens the attempt's record before its task exists, so that whatever is heard of the task finds it. Repeatable. */
export async function beginAttempt(
  ports: Pick<Ports, "jobs" | "clock">,
  { jobId, attempt }: { jobId: string; attempt: number },
): Promise<AttemptBegin> {
  const now = ports.clock.now();
  const job = await updateJob(ports, jobId, (current) => {
    if (!isDue(current, attempt)) return undefined;
    const at = now.toISOString();
    const { size, capacity } = current;
    return {
      ...changeJob(
        current,
        {
          status: "queued",
          attempt,
          attemptStartedAt: at,
          nextAttemptAt: undefined,
          taskArn: undefined,
          heartbeatAt: undefined,
        },
        now,
        attempt === 1 ? "Asking for a task." : `Asking for the task of attempt ${attempt}.`,
      ),
      attempt: { number: attempt, createdAt: at, size, capacity, taskStates: [] },
    };
  });
  const isOpen = job.attempt === attempt && ["queued", "starting", "running"].includes(job.status);
  if (!isOpen) return { begun: false, outcome: outcomeOf(job, now) };
  const leftSeconds = Math.ceil((attemptDeadline(job).getTime() - now.getTime()) / 1000);
  return {
    begun: true,
    timeoutSeconds: Math.max(1, leftSeconds),
    heartbeatSeconds: job.timeouts.heartbeatSeconds,
  };
}

/** A queued job with an attempt waits for the task of that attempt, not for another one. */
const isDue = (job: Job, attempt: number): boolean =>
  job.attempt === attempt - 1 &&
  (attempt === 1 ? ["scheduled", "queued"].includes(job.status) : job.status === "retrying");
