import { log } from "../log.ts";
import type { Ports } from "../ports.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import type { Job } from "./job.ts";
import { hasOpenAttempt } from "./outcome.ts";
import { nextLook, sweepJob } from "./sweep-job.ts";

/** Looked at in one run; what is left is due in the next. */
const mostJobs = 1000;
const atOnce = 10;

/**
 * Looks at every job whose time to be looked at has come, for what every event missed: starts what was never started,
 * ends what died or reached a limit. Throws an AggregateError of what failed, after all were looked at.
 */
export async function sweepJobs(ports: Ports): Promise<{ seen: number }> {
  const due = await ports.jobs.listDue(ports.clock.now().toISOString(), mostJobs);
  const errors: unknown[] = [];
  const attempt = async (what: () => Promise<void>): Promise<void> => {
    try {
      await what();
    } catch (error) {
      errors.push(error);
    }
  };

  const tasks = new Map<string, TaskState>();
  await attempt(async () => {
    for (const task of await ports.tasks.describe(openTasks(due))) tasks.set(task.taskArn, task);
  });
  for (let from = 0; from < due.length; from += atOnce) {
    const looks = due
      .slice(from, from + atOnce)
      .map((job) => attempt(() => sweepOne(ports, job, tasks)));
    await Promise.all(looks);
  }
  if (errors.length > 0) {
    throw new AggregateError(
      errors,
      `The sweep met ${errors.length} errors in ${due.length} jobs.`,
    );
  }
  return { seen: due.length };
}

const openTasks = (jobs: Job[]): string[] =>
  jobs.flatMap((job) => (hasOpenAttempt(job) && job.taskArn !== undefined ? [job.taskArn] : []));

async function sweepOne(
  ports: Ports,
  job: Job,
  tasks: ReadonlyMap<string, TaskState>,
): Promise<void> {
  try {
    await sweepJob(ports, job, job.taskArn === undefined ? undefined : tasks.get(job.taskArn));
  } catch (error) {
    log.error("job.sweep-failed", { jobId: job.id, error: String(error) });
    // Jobs that fail must not fill the front of the list for ever.
    await ports.jobs.saveDue(job.id, nextLook(job, ports.clock.now()));
    throw error;
  }
}
