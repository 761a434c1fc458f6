import { DomainError } from "../error.ts";
import type { Ports } from "../ports.ts";
import type { JobDetail } from "./job-detail.ts";

/** The job with input, result and attempts. Throws `job_not_found`. */
export async function getJob(ports: Pick<Ports, "jobs">, jobId: string): Promise<JobDetail> {
  const detail = await ports.jobs.getDetail(jobId);
  if (detail === undefined) throw new DomainError("job_not_found", `There is no job ${jobId}.`);
  return detail;
}
