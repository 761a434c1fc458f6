import { isFinal } from "../job/job.ts";
import type { Ports } from "../ports.ts";
import { readTimeline } from "./read-timeline.ts";

/** Stores the timeline of a finished job, whether or not anybody looks at it before AWS forgets its history. Repeatable. */
export async function keepTimeline(
  ports: Pick<Ports, "jobs" | "executions" | "clock">,
  jobId: string,
): Promise<void> {
  const job = await ports.jobs.get(jobId);
  if (job !== undefined && isFinal(job.status)) await readTimeline(ports, jobId);
}
