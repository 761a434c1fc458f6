import type { Outcome } from "../job/outcome.ts";
import type { Ports } from "../ports.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import { checkAttempt } from "./check-attempt.ts";

export interface TaskLook {
  outcome: Outcome;
  /** As ECS sees it; undefined when no task is known. */
  task?: TaskState | undefined;
  /** What came from ECS in place of an answer. */
  silence?: Error;
}

/**
 * Asks ECS for an attempt's task and checks the attempt with the answer. An ECS that does not answer keeps nobody from
 * the time limits. Repeatable.
 */
export async function lookAtTask(
  ports: Pick<Ports, "jobs" | "tasks" | "logs" | "clock">,
  of: { jobId: string; attempt: number; taskArn: string | undefined },
): Promise<TaskLook> {
  const { jobId, attempt, taskArn } = of;
  const seen = await describe(ports, taskArn);
  const outcome = await checkAttempt(ports, { jobId, attempt, ...seen }, "execution");
  return { outcome, ...seen };
}

async function describe(
  ports: Pick<Ports, "tasks">,
  taskArn: string | undefined,
): Promise<{ task: TaskState | undefined; silence?: Error }> {
  if (taskArn === undefined) return { task: undefined };
  try {
    const [task] = await ports.tasks.describe([taskArn]);
    return { task };
  } catch (error) {
    return { task: undefined, silence: error instanceof Error ? error : new Error(String(error)) };
  }
}
