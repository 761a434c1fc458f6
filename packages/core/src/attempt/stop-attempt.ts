import type { Outcome } from "../job/outcome.ts";
import { requireJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";
import type { AttemptEnd } from "./attempt.ts";
import { endAttempt } from "./end-attempt.ts";

/** Ends an attempt from outside and stops its task: a limit that was reached, an execution that died. Repeatable. */
export async function stopAttempt(
  ports: Pick<Ports, "jobs" | "tasks" | "clock">,
  { jobId, attempt, end }: { jobId: string; attempt: number; end: AttemptEnd },
): Promise<Outcome> {
  const outcome = await endAttempt(ports, { jobId, attempt, end });
  const record = await ports.jobs.getAttempt(jobId, attempt);
  const { taskArn } = record ?? (await requireJob(ports, jobId));
  if (taskArn !== undefined) {
    await ports.tasks.stop(taskArn, end.error?.message ?? "The attempt has ended.");
  }
  return outcome;
}
