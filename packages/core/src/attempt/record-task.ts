import type { AttemptRecord } from "../job/job-store.ts";
import type { Job } from "../job/job.ts";
import type { Outcome } from "../job/outcome.ts";
import type { Ports } from "../ports.ts";
import { taskStates } from "../worker-task/task-states.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import type { AttemptEnd } from "./attempt.ts";
import { classifyEnd } from "./classify-end.ts";
import { endAttempt } from "./end-attempt.ts";

/** DescribeTasks is eventually consistent: for so long after its start, a task that is missing may just be new. */
const missingGraceMs = 120_000;

/** What ECS says of the task of one attempt. */
export interface SeenTask {
  jobId: string;
  attempt: number;
  task: TaskState;
}

/**
 * Takes in what ECS says of a task: keeps its states and, when it has stopped, ends the attempt if nobody did.
 * Undefined while the task has not stopped, or when there is no such attempt. Repeatable in any order.
 */
export async function recordTask(
  ports: Pick<Ports, "jobs" | "clock">,
  { jobId, attempt, task }: SeenTask,
  reportedBy: AttemptEnd["reportedBy"],
): Promise<Outcome | undefined> {
  const [job, record] = await Promise.all([
    ports.jobs.get(jobId),
    ports.jobs.getAttempt(jobId, attempt),
  ]);
  if (job === undefined || record === undefined) return undefined;
  await keepStates(ports, job, record, task);
  if (!hasStopped(task, record, ports.clock.now())) return undefined;

  const end = classifyEnd(task, job.pattern, reportedBy);
  return endAttempt(ports, { jobId, attempt, end });
}

function hasStopped(task: TaskState, record: AttemptRecord, now: Date): boolean {
  if (task.lastStatus !== "MISSING") return task.lastStatus === "STOPPED";
  return now.getTime() - Date.parse(record.createdAt) > missingGraceMs;
}

async function keepStates(
  ports: Pick<Ports, "jobs">,
  job: Job,
  record: AttemptRecord,
  task: TaskState,
): Promise<void> {
  const states = taskStates(task);
  if (states.length <= record.taskStates.length) return;
  await ports.jobs.saveAttempt(job.id, {
    number: record.number,
    taskArn: task.taskArn,
    taskStates: states,
  });
}
