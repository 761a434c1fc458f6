import * as z from "zod";

import { DomainError } from "../error.ts";
import { parseInput } from "../parse-input.ts";
import type { Ports } from "../ports.ts";
import { isFinal, type Job } from "./job.ts";
import { hasOpenAttempt } from "./outcome.ts";
import { changeJob } from "./transition.ts";
import { updateJob } from "./update-job.ts";

export const cancelRequestSchema = z.strictObject({ reason: z.string().max(255).optional() });

/**
 * Asks a job to end. With a task at work it is `cancelling` until the task has stopped (SIGTERM, then SIGKILL after
 * the stop timeout); without one it is `cancelled` at once. Repeatable; throws `job_already_finished`.
 */
export async function cancelJob(
  ports: Pick<Ports, "jobs" | "tasks" | "executions" | "clock">,
  jobId: string,
  body: unknown,
  requestedBy: string,
): Promise<Job> {
  const { reason } = parseInput(cancelRequestSchema, body);
  const now = ports.clock.now();
  const job = await updateJob(ports, jobId, (current) => {
    if (isFinal(current.status)) {
      throw new DomainError(
        "job_already_finished",
        `Job ${jobId} is ${current.status} already; there is nothing to cancel.`,
      );
    }
    if (current.status === "cancelling") return undefined;
    const cancel = {
      requestedAt: now.toISOString(),
      requestedBy,
      ...(reason !== undefined && { reason }),
    };
    const because = reason === undefined ? "" : `: ${reason}`;
    if (hasOpenAttempt(current)) {
      const message = `Cancelling, asked by ${requestedBy}${because}`;
      return changeJob(current, { status: "cancelling", cancel }, now, message);
    }
    return changeJob(
      current,
      {
        status: "cancelled",
        cancel,
        finishedAt: now.toISOString(),
        nextAttemptAt: undefined,
        error: undefined,
      },
      now,
      `Cancelled by ${requestedBy}${because}`,
    );
  });
  if (job.status === "cancelled") await stopExecution(ports, job);
  else if (job.taskArn !== undefined) {
    await ports.tasks.stop(job.taskArn, reason ?? "The job was cancelled.");
  }
  return job;
}

/** No task is at work, so nobody else would wake the execution from its wait. */
async function stopExecution(ports: Pick<Ports, "executions">, job: Job): Promise<void> {
  if (job.executionArn === undefined) return;
  await ports.executions.stop(job.executionArn, {
    code: "job_cancelled",
    message: "The job was cancelled.",
  });
}
