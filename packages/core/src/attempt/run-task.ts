import { createHash } from "node:crypto";

import { isFinal, type Job } from "../job/job.ts";
import { type Outcome, outcomeOf } from "../job/outcome.ts";
import { changeJob } from "../job/transition.ts";
import { requireJob, updateJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";
import { endAttempt } from "./end-attempt.ts";

export type TaskRun = { taskArn: string } | { outcome: Outcome };

/**
 * Starts the attempt's task, once however often it is called: ECS knows the task by a token made of job and attempt.
 * Throws what is transient; a refusal of ECS ends the attempt.
 */
export async function runTask(
  ports: Pick<Ports, "jobs" | "tasks" | "executions" | "clock">,
  { jobId, attempt, callbackId }: { jobId: string; attempt: number; callbackId?: string },
): Promise<TaskRun> {
  const job = await requireJob(ports, jobId);
  if (job.attempt !== attempt) return { outcome: outcomeOf(job, ports.clock.now()) };
  if (job.taskArn !== undefined) return { taskArn: job.taskArn };
  if (job.status === "cancelling") {
    const end = { class: "cancelled", reportedBy: "execution" } as const;
    return { outcome: await endAttempt(ports, { jobId, attempt, end }) };
  }
  // A worker may have spoken before its task was noted here: then ECS is asked again, and gives the same task.
  const isOpen = ["queued", "starting", "running"].includes(job.status);
  if (!isOpen) return { outcome: outcomeOf(job, ports.clock.now()) };
  if (callbackId !== undefined)
    await ports.jobs.saveAttempt(jobId, { number: attempt, callbackId });

  const started = await ports.tasks.run({
    clientToken: taskToken(jobId, attempt),
    jobId,
    attempt,
    size: job.size,
    capacity: job.capacity,
    heartbeatSeconds: job.timeouts.heartbeatSeconds,
    ...(callbackId !== undefined && job.pattern === "await" && { callbackId }),
  });
  if ("refused" in started) {
    const { class: endClass, reason } = started.refused;
    const error = { code: endClass, message: reason };
    const end = { class: endClass, error, stopReason: reason, reportedBy: "execution" } as const;
    return { outcome: await endAttempt(ports, { jobId, attempt, end }) };
  }
  const { taskArn } = started;
  const after = await noteTask(ports, { jobId, attempt, taskArn });
  // Somebody cancelled while ECS was being asked: the task must not outlive that.
  if (after.status === "cancelling") await ports.tasks.stop(taskArn, "The job was cancelled.");
  return { taskArn };
}

/** 64 characters, ECS's limit for a client token. */
export const taskToken = (jobId: string, attempt: number): string =>
  createHash("sha256").update(`${jobId}|${attempt}`).digest("hex");

function noteTask(
  ports: Pick<Ports, "jobs" | "clock">,
  { jobId, attempt, taskArn }: { jobId: string; attempt: number; taskArn: string },
): Promise<Job> {
  return updateJob(ports, jobId, (current) => {
    const isOver = isFinal(current.status) || current.status === "retrying";
    if (isOver || current.attempt !== attempt || current.taskArn === taskArn) return undefined;
    const isFirstNews = current.status === "queued";
    return {
      ...changeJob(
        current,
        { taskArn, ...(isFirstNews && { status: "starting" as const }) },
        ports.clock.now(),
        isFirstNews ? "ECS took the task." : undefined,
      ),
      attempt: { number: attempt, taskArn },
    };
  });
}
