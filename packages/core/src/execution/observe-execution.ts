import { isFinal } from "../job/job.ts";
import { type ClosedStatus, loseExecution, needsExecution } from "../job/lose-execution.ts";
import type { Ports } from "../ports.ts";

/** An execution that is over, as AWS tells. */
export interface EndedExecution {
  /** As it was started: the job's id, and `-<attempt>` after it for further attempts of the callback pattern. */
  name: string;
  executionArn: string;
  status: ClosedStatus;
}

/**
 * Takes in AWS's news that an execution has ended: a job that it leaves behind is ended at once, not when the sweep comes
 * to it. Changes nothing about a job that is over, or that another execution brings on. Repeatable in any order.
 */
export async function observeExecution(
  ports: Pick<Ports, "jobs" | "tasks" | "clock">,
  { name, executionArn, status }: EndedExecution,
): Promise<void> {
  const [jobId = name] = name.split("-");
  const job = await ports.jobs.get(jobId);
  if (job === undefined || isFinal(job.status)) return;
  if (job.executionArn !== executionArn || !needsExecution(job)) return;
  await loseExecution(ports, job, status, "event");
}
