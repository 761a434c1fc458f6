import type { Outcome } from "../job/outcome.ts";
import { requireJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";
import type { AttemptEnd, EndClass } from "./attempt.ts";
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

/** Ends that were made by looking, not by the task. */
const endsFromOutside: ReadonlySet<EndClass> = new Set([
  "timed_out",
  "heartbeat_lost",
  "no_capacity",
]);

/** Stops the task of an attempt that `stopAttempt` has ended: its own stop may have met no answer. Repeatable. */
export async function stopLeftBehind(
  ports: Pick<Ports, "jobs" | "tasks">,
  { jobId, attempt }: { jobId: string; attempt: number },
): Promise<void> {
  const { end, taskArn, taskStates = [] } = (await ports.jobs.getAttempt(jobId, attempt)) ?? {};
  if (end === undefined || taskArn === undefined || !endsFromOutside.has(end.class)) return;
  if (taskStates.some(({ status }) => status === "STOPPED")) return;
  await ports.tasks.stop(taskArn, end.error?.message ?? "The attempt has ended.");
}
