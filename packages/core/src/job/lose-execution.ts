import type { AttemptEnd, JobError } from "../attempt/attempt.ts";
import type { ExecutionStatus } from "../execution/executions.ts";
import type { Ports } from "../ports.ts";
import { isFinal, type Job } from "./job.ts";
import { hasOpenAttempt } from "./outcome.ts";
import { changeJob } from "./transition.ts";
import { updateJob } from "./update-job.ts";

/** How an execution ended, as far as AWS knows. */
export type ClosedStatus = Exclude<ExecutionStatus, "RUNNING"> | "FORGOTTEN";

/** Whether an execution has to bring the job on: one of the callback pattern is over once the task has started. */
export const needsExecution = (job: Job): boolean =>
  job.pattern !== "callback" || (job.taskArn === undefined && job.status !== "retrying");

/**
 * Ends a job whose execution is over before the job was: nobody would bring it on. Its task, if one is at work, is
 * stopped. Changes nothing when the job has moved since. Repeatable.
 */
export async function loseExecution(
  ports: Pick<Ports, "jobs" | "tasks" | "clock">,
  { id, executionArn }: Pick<Job, "id" | "executionArn">,
  status: ClosedStatus,
  reportedBy: AttemptEnd["reportedBy"],
): Promise<void> {
  const message = `${words[status]} Retry the job; the execution's history in Lambda says more.`;
  const error: JobError = { code: "execution_lost", message };
  const now = ports.clock.now();
  const job = await updateJob(ports, id, (current) => {
    if (isFinal(current.status) || current.executionArn !== executionArn) return undefined;
    const wasCancelling = current.status === "cancelling";
    const patch = {
      status: wasCancelling ? "cancelled" : "failed",
      finishedAt: now.toISOString(),
      nextAttemptAt: undefined,
      error: wasCancelling ? undefined : error,
    } as const;
    const change = changeJob(current, patch, now, error.message);
    if (!hasOpenAttempt(current)) return change;
    const end = {
      class: wasCancelling ? "cancelled" : "failed",
      error,
      reportedBy,
    } as const;
    return {
      ...change,
      attempt: { number: current.attempt, endedAt: now.toISOString(), end },
    };
  });
  if (job.taskArn !== undefined) await ports.tasks.stop(job.taskArn, error.message);
}

const words: Record<ClosedStatus, string> = {
  SUCCEEDED: "The execution that ran the job ended before the job did.",
  FAILED: "The execution that ran the job failed.",
  TIMED_OUT: "The execution that ran the job reached its own time limit.",
  STOPPED: "The execution that ran the job was stopped from outside.",
  FORGOTTEN: "AWS does not know the execution that ran the job any more.",
};
