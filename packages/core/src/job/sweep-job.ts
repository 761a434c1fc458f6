import { checkAttempt } from "../attempt/check-attempt.ts";
import { endAttempt } from "../attempt/end-attempt.ts";
import { superviseNext } from "../attempt/supervise-next.ts";
import type { Ports } from "../ports.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import { dueAt } from "./due-at.ts";
import { jobTimedOut } from "./job-timed-out.ts";
import { isFinal, type Job } from "./job.ts";
import { type ClosedStatus, loseExecution, needsExecution } from "./lose-execution.ts";
import { hasOpenAttempt, jobDeadline, type Outcome } from "./outcome.ts";
import { changeJob } from "./transition.ts";
import { requireJob, updateJob } from "./update-job.ts";

/** Between two looks at a job for which nothing is due that is not overdue already. */
const betweenLooksMs = 60_000;

/** A task that was being asked for when its job was cancelled has been noted by then, or never will be. */
const cancelGraceMs = 120_000;

/** One look at one overdue job. `task`: its open attempt's, as ECS sees it, if it could be asked. Repeatable. */
export async function sweepJob(ports: Ports, job: Job, task: TaskState | undefined): Promise<void> {
  if (isFinal(job.status)) return;
  const wasMoved = hasOpenAttempt(job)
    ? await sweepAttempt(ports, job, task)
    : await sweepPause(ports, job);
  if (wasMoved) return;
  const closed = await closedSupervisor(ports, job);
  if (closed !== undefined) {
    await loseExecution(ports, job, closed, "sweep");
    return;
  }
  const after = await requireJob(ports, job.id);
  if (!isFinal(after.status)) {
    await ports.jobs.saveDue(job.id, nextLook(after, ports.clock.now()));
  }
}

/** ISO time of the next look at a job that is alive: when its next limit is reached. */
export function nextLook(job: Job, now: Date): string {
  const due = dueAt(job);
  if (due !== undefined && due > now.toISOString()) return due;
  return new Date(now.getTime() + betweenLooksMs).toISOString();
}

/** True: the attempt has ended, and whoever comes next was told. */
async function sweepAttempt(ports: Ports, job: Job, task: TaskState | undefined): Promise<boolean> {
  const attempt = { jobId: job.id, attempt: job.attempt };
  let outcome: Outcome = await checkAttempt(ports, { ...attempt, task }, "sweep");
  if (outcome.next === "wait" && wasCancelledWithoutTask(job, ports.clock.now())) {
    outcome = await endAttempt(ports, {
      ...attempt,
      end: { class: "cancelled", reportedBy: "sweep" },
    });
  }
  if (outcome.next === "wait") return false;
  await superviseNext(ports, { ...attempt, outcome });
  return true;
}

const wasCancelledWithoutTask = (job: Job, now: Date): boolean =>
  job.status === "cancelling" &&
  job.taskArn === undefined &&
  now.getTime() - Date.parse(job.updatedAt) > cancelGraceMs;

/** A job between attempts, or before its first. True: it is over. */
async function sweepPause(ports: Ports, job: Job): Promise<boolean> {
  const now = ports.clock.now();
  if (jobDeadline(job) <= now) {
    await runOutOfTime(ports, job, now);
    return true;
  }
  if (job.attempt === 0 && job.executionArn === undefined) {
    await ports.executions.start(job, 1);
  } else if (job.status === "retrying" && job.pattern === "callback") {
    await ports.executions.start(job, job.attempt + 1);
  }
  return false;
}

async function runOutOfTime(ports: Ports, job: Job, now: Date): Promise<void> {
  const error = jobTimedOut(job);
  const after = await updateJob(ports, job.id, (current) => {
    if (isFinal(current.status) || hasOpenAttempt(current)) return undefined;
    const patch = {
      status: "timed_out",
      finishedAt: now.toISOString(),
      nextAttemptAt: undefined,
      error,
    } as const;
    return changeJob(current, patch, now, error.message);
  });
  if (after.status === "timed_out" && after.executionArn !== undefined && after.error) {
    await ports.executions.stop(after.executionArn, after.error);
  }
}

/** How the execution ended that has to bring the job on; undefined: it runs, or none has to. */
async function closedSupervisor(ports: Ports, job: Job): Promise<ClosedStatus | undefined> {
  if (job.executionArn === undefined || !needsExecution(job)) return undefined;
  const status = (await ports.executions.status(job.executionArn)) ?? "FORGOTTEN";
  return status === "RUNNING" ? undefined : status;
}
