import * as z from "zod";

import type { Attempt } from "../attempt/attempt.ts";
import { isFinal, type Job } from "../job/job.ts";
import { requireJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";
import type { HistoryEvent } from "./executions.ts";
import { type Span, spanSchema } from "./span.ts";
import { timeline } from "./timeline.ts";

/** AWS allows 15 history reads a second for the whole account: all viewers of a job share one in so many. */
const freshMs = 3000;

/** The last events of a finished job arrive within seconds; what is not there by then will not come. */
const settledMs = 600_000;

export interface Timeline {
  spans: Span[];
  /** True: the job is finished and this is kept for good. */
  complete: boolean;
}

/** The job's timeline, from its record where that is fresh or complete, else from the history. Throws `job_not_found`. */
export async function readTimeline(
  ports: Pick<Ports, "jobs" | "executions" | "clock">,
  jobId: string,
): Promise<Timeline> {
  const [job, stored] = await Promise.all([
    requireJob(ports, jobId),
    ports.jobs.getTimeline(jobId),
  ]);
  const now = ports.clock.now();
  const isFresh = stored !== undefined && now.getTime() - Date.parse(stored.readAt) < freshMs;
  if (stored?.complete || isFresh) {
    return { spans: z.array(spanSchema).parse(stored.spans), complete: stored.complete };
  }

  const [events, attempts] = await Promise.all([
    job.executionArn === undefined ? [] : ports.executions.history(job.executionArn),
    readAttempts(ports, job),
  ]);
  const spans = timeline(events, attempts);
  const complete = isComplete(job, events, attempts, now);
  await ports.jobs.saveTimeline(jobId, { spans, complete, readAt: now.toISOString() });
  return { spans, complete };
}

async function readAttempts(ports: Pick<Ports, "jobs">, job: Job): Promise<Attempt[]> {
  const numbers = Array.from({ length: job.attempt }, (_, index) => index + 1);
  const records = await Promise.all(numbers.map((number) => ports.jobs.getAttempt(job.id, number)));
  return records.filter((record) => record !== undefined);
}

function isComplete(job: Job, events: HistoryEvent[], attempts: Attempt[], now: Date): boolean {
  if (!isFinal(job.status)) return false;
  const finishedAt = Date.parse(job.finishedAt ?? job.updatedAt);
  if (now.getTime() - finishedAt > settledMs) return true;
  const executionEnded =
    job.executionArn === undefined ||
    events.some(({ type }) => type.startsWith("Execution") && type !== "ExecutionStarted");
  const tasksStopped = attempts.every(
    ({ taskArn, taskStates }) =>
      taskArn === undefined || taskStates.some(({ status }) => status === "STOPPED"),
  );
  return executionEnded && tasksStopped;
}
