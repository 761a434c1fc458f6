import { beginAttempt } from "../attempt/begin-attempt.ts";
import { runTask } from "../attempt/run-task.ts";
import { beginExecution } from "../execution/begin-execution.ts";
import type { JobRequest } from "../job/job-request.ts";
import type { Job } from "../job/job.ts";
import { submitJob } from "../job/submit-job.ts";
import { requireJob } from "../job/update-job.ts";
import { executionArn } from "./memory-executions.ts";
import type { TestPorts } from "./test-ports.ts";

export interface JobAtWork {
  jobId: string;
  attempt: number;
  taskArn: string;
  callbackId: string;
}

/** Submits a job and takes it, as its execution would, to the point where ECS has its first task. */
export async function jobAtWork(
  ports: TestPorts,
  request: Partial<JobRequest> = {},
): Promise<JobAtWork> {
  const body = { type: "echo", input: { text: "x" }, ...request };
  const { job } = await submitJob(ports, body, { createdBy: "test" });
  await beginExecution(ports, {
    executionArn: executionArn(job.pattern, job.id),
    pattern: job.pattern,
    payload: { jobId: job.id, attempt: 1 },
  });
  return taskAtWork(ports, job, 1);
}

/** Takes a job to the point where ECS has the task of its next attempt. */
export async function taskAtWork(
  ports: TestPorts,
  { id: jobId }: Pick<Job, "id">,
  attempt: number,
): Promise<JobAtWork> {
  const callbackId = `callback-${jobId}-${attempt}`;
  ports.executions.openCallback(callbackId);
  await beginAttempt(ports, { jobId, attempt });
  await runTask(ports, { jobId, attempt, callbackId });
  const { taskArn } = await requireJob(ports, jobId);
  if (taskArn === undefined) throw new Error(`attempt ${attempt} of ${jobId} has no task`);
  return { jobId, attempt, taskArn, callbackId };
}
