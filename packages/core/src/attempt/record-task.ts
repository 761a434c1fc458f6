import { attemptCostUsd } from "../cost/attempt-cost.ts";
import type { AttemptRecord } from "../job/job-store.ts";
import type { Job } from "../job/job.ts";
import type { Outcome } from "../job/outcome.ts";
import type { Ports } from "../ports.ts";
import { taskStates } from "../worker-task/task-states.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import type { AttemptEnd } from "./attempt.ts";
import { classifyEnd } from "./classify-end.ts";
import { endAttempt } from "./end-attempt.ts";

/** Kept on the record, which has 400 KB for everything. */
const tailLines = 50;
const longestTailLine = 1000;

/** DescribeTasks is eventually consistent: for so long after its start, a task that is missing may just be new. */
const missingGraceMs = 120_000;

/** What ECS says of the task of one attempt. */
export interface SeenTask {
  jobId: string;
  attempt: number;
  task: TaskState;
}

/**
 * Takes in what ECS says of a task: keeps its states and, when it has stopped, how and why, for good; ends the attempt
 * if nobody did. Undefined while the task has not stopped, or when there is no such attempt. Repeatable in any order.
 */
export async function recordTask(
  ports: Pick<Ports, "jobs" | "logs" | "clock">,
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
  const outcome = await endAttempt(ports, { jobId, attempt, end });
  await keepFacts(ports, job, attempt, task);
  return outcome;
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

/** ECS forgets a stopped task within an hour; the attempt does not. */
async function keepFacts(
  ports: Pick<Ports, "jobs" | "logs" | "clock">,
  job: Job,
  attempt: number,
  task: TaskState,
): Promise<void> {
  const record = await ports.jobs.getAttempt(job.id, attempt);
  if (record?.end === undefined || record.logTail !== undefined) return;
  const tail = await ports.logs.read({ taskArn: task.taskArn, from: "end", limit: tailLines });
  const { exitCode, stopCode, stopReason, containerReason } = task;
  await ports.jobs.saveAttempt(job.id, {
    number: attempt,
    logTail: tail.lines.map((line) => line.message.slice(0, longestTailLine)),
    costUsd: attemptCostUsd(record, ports.clock.now()),
    end: {
      ...record.end,
      ...(exitCode !== undefined && { exitCode }),
      ...(stopCode !== undefined && { stopCode }),
      ...(stopReason !== undefined && { stopReason }),
      ...(containerReason !== undefined && { containerReason }),
    },
  });
}
