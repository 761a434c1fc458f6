import type { JobRequest } from "../job/job-request.ts";
import type { AttemptPatch, JobChange, JobStore, NewJob } from "../job/job-store.ts";
import type { Job } from "../job/job.ts";
import { newJob } from "../job/new-job.ts";
import { changeJob, type JobPatch } from "../job/transition.ts";

interface Sample extends Partial<Omit<JobRequest, "input">> {
  input?: unknown;
  at?: string;
}

const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

/** The records of a job that was made at `at`, an hour ago unless said. */
export function sampleJob({ input = { n: 1 }, at = anHourAgo(), ...request }: Sample = {}): NewJob {
  return newJob({ type: "echo", ...request }, input, { createdBy: "test", now: new Date(at) });
}

export async function createSample(jobs: JobStore, sample: Sample = {}): Promise<Job> {
  const made = sampleJob(sample);
  await jobs.create(made);
  return made.job;
}

/** A change of a job, with an event, as verbs make it. */
export function sampleChange(
  before: Job,
  patch: JobPatch,
  more: Partial<JobChange> = {},
): JobChange {
  return { ...changeJob(before, patch, new Date(), `to ${patch.status ?? "same"}`), ...more };
}

/** Saves the changes one after the other; throws when one is refused. */
export async function saveAll(jobs: JobStore, job: Job, patches: JobPatch[]): Promise<Job> {
  let current = job;
  for (const patch of patches) {
    const change = sampleChange(current, patch);
    if (!(await jobs.save(change))) throw new Error(`refused: ${JSON.stringify(patch)}`);
    current = change.after;
  }
  return current;
}

export const newAttempt = (job: Job, number = 1): AttemptPatch => ({
  number,
  createdAt: job.createdAt,
  size: job.size,
  capacity: job.capacity,
  taskStates: [],
});

/** A job whose first attempt runs. */
export async function createRunning(jobs: JobStore, sample: Sample = {}): Promise<Job> {
  const job = await createSample(jobs, sample);
  const begun = sampleChange(job, { attempt: 1 }, { attempt: newAttempt(job) });
  if (!(await jobs.save(begun))) throw new Error("refused");
  return saveAll(jobs, begun.after, [{ status: "running" }]);
}
