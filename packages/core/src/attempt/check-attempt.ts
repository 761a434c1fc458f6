import { hasOpenAttempt, type Outcome, outcomeOf } from "../job/outcome.ts";
import { requireJob } from "../job/update-job.ts";
import { log } from "../log.ts";
import type { Ports } from "../ports.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import { reachedLimit, reachedUnseen } from "./attempt-limits.ts";
import { keepFacts } from "./keep-facts.ts";
import { recordTask, type SeenTask } from "./record-task.ts";
import { stopAttempt, stopLeftBehind } from "./stop-attempt.ts";

/**
 * Looks whether an attempt is still alive, by its task and its limits, and ends it if not. `task`: as ECS sees it,
 * undefined when no task is known, or when ECS did not answer: `silence` then says how. Resolves with what the job's
 * supervisor has to do next. Repeatable.
 */
export async function checkAttempt(
  ports: Pick<Ports, "jobs" | "tasks" | "logs" | "clock">,
  { jobId, attempt, task, silence }: Checked,
  reportedBy: "execution" | "sweep",
): Promise<Outcome> {
  if (task !== undefined) {
    const seen = { jobId, attempt, task };
    const ended = await recordTask(ports, seen, reportedBy);
    if (ended !== undefined) {
      await tryToKeepFacts(ports, seen);
      return ended;
    }
  }
  const job = await requireJob(ports, jobId);
  const now = ports.clock.now();
  if (!hasOpenAttempt(job) || job.attempt !== attempt) {
    await stopLeftBehind(ports, { jobId, attempt });
    return outcomeOf(job, now);
  }

  const limit =
    silence === undefined ? reachedLimit(job, task, now) : reachedUnseen(job, silence, now);
  if (limit !== undefined) {
    return stopAttempt(ports, { jobId, attempt, end: { ...limit, reportedBy } });
  }
  if (job.status === "cancelling" && job.taskArn !== undefined) {
    await ports.tasks.stop(job.taskArn, job.cancel?.reason ?? "The job was cancelled.");
  }
  return { next: "wait" };
}

interface Checked {
  jobId: string;
  attempt: number;
  task: TaskState | undefined;
  silence?: Error;
}

/** The job goes on without them; the task's stop event comes with them too. */
async function tryToKeepFacts(
  ports: Parameters<typeof keepFacts>[0],
  seen: SeenTask,
): Promise<void> {
  try {
    await keepFacts(ports, seen);
  } catch (error) {
    const { jobId, attempt } = seen;
    log.warn("attempt.facts-not-kept", { jobId, attempt, error: String(error) });
  }
}
