import { setTimeout as sleep } from "node:timers/promises";

import { DomainError } from "../error.ts";
import type { JobChange, JobStore } from "./job-store.ts";
import type { Job } from "./job.ts";

const mostTries = 12;

/**
 * Reads a job, decides, writes; again from the start when somebody else wrote in between.
 * `decide` returns undefined when there is nothing to change. Resolves with the job as it is afterwards.
 * Throws `job_not_found`, and `conflict` when writers keep coming.
 */
export async function updateJob(
  ports: { jobs: JobStore },
  jobId: string,
  decide: (job: Job) => JobChange | undefined | Promise<JobChange | undefined>,
): Promise<Job> {
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    const job = await requireJob(ports, jobId);
    const change = await decide(job);
    if (change === undefined) return job;
    if (await ports.jobs.save(change)) return change.after;
    await sleep(Math.random() * 10 * attempt);
  }
  throw new DomainError("conflict", `Job ${jobId} is being changed by others; try again.`);
}

/** The job, or `job_not_found`. */
export async function requireJob(ports: { jobs: JobStore }, jobId: string): Promise<Job> {
  const job = await ports.jobs.get(jobId);
  if (job === undefined) throw new DomainError("job_not_found", `There is no job ${jobId}.`);
  return job;
}
