import { isFinal, type Job } from "../job/job.ts";
import { changeJob } from "../job/transition.ts";
import { updateJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";

export interface Work {
  job: Job;
  input: unknown;
  /** Of an earlier attempt. */
  checkpoint: unknown;
}

/**
 * The worker's first word: it runs. Undefined when there is nothing to do for this attempt (any more): it is not the
 * current one, or the job is finished or being cancelled.
 */
export async function startWork(
  ports: Pick<Ports, "jobs" | "clock">,
  { jobId, attempt }: { jobId: string; attempt: number },
): Promise<Work | undefined> {
  const now = ports.clock.now();
  const at = now.toISOString();
  const begin = updateJob(ports, jobId, (current) => {
    const mayStart = current.status === "queued" || current.status === "starting";
    if (!mayStart || current.attempt !== attempt) return undefined;
    return {
      ...changeJob(
        current,
        {
          status: "running",
          heartbeatAt: at,
          startedAt: current.startedAt ?? at,
          progress: undefined,
        },
        now,
        attempt === 1 ? "The worker runs." : `The worker runs attempt ${attempt}.`,
      ),
      attempt: { number: attempt, startedAt: at },
    };
  });
  // All at once: a task starts when the record is at its attempt, from when on no earlier one can change the checkpoint.
  const [job, input, checkpoint] = await Promise.all([
    begin,
    ports.jobs.getInput(jobId),
    ports.jobs.getCheckpoint(jobId),
  ]);
  const isMine = !isFinal(job.status) && job.attempt === attempt && job.status === "running";
  return isMine ? { job, input, checkpoint } : undefined;
}
