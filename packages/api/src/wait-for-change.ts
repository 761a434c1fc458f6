import { getJob } from "@longhaul/core/job/get-job";
import { isFinal } from "@longhaul/core/job/job";
import type { JobDetail } from "@longhaul/core/job/job-detail";

import type { ApiParts } from "./api-env.ts";

/**
 * The job as soon as `isNews` says so of it, or as it is when time is up. A final job never changes, so nobody waits
 * for one.
 */
export async function waitForChange(
  { ports, feed, limits }: ApiParts,
  jobId: string,
  { waitSeconds, gone }: { waitSeconds: number; gone: AbortSignal },
  isNews: (job: JobDetail, first: JobDetail) => boolean,
): Promise<JobDetail> {
  const over = new AbortController();
  const timeUp = AbortSignal.timeout(waitSeconds * 1000);
  const signal = AbortSignal.any([timeUp, gone, limits.stopped, over.signal]);
  try {
    const changes = await feed.subscribe(signal, jobId);
    const first = await getJob(ports, jobId);
    let job = first;
    while (!isNews(job, first) && !isFinal(job.status)) {
      if ((await changes.next()) === undefined) break;
      job = await getJob(ports, jobId);
    }
    return job;
  } finally {
    over.abort();
  }
}
