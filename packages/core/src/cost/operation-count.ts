import type { Attempt } from "../attempt/attempt.ts";
import { countPolls } from "../execution/poll-delay.ts";
import type { Job, Pattern } from "../job/job.ts";

/** The execution itself, and its step `begin`. */
const perExecution = 2;

const perAttempt: Record<Pattern, number> = {
  /** Context, begin, callback, run, end. */
  await: 5,
  /** The same, the context of the wait, and the poll; its looks come on top. */
  sync: 7,
  /** Begin, run. */
  callback: 2,
};

interface Counted extends Pick<Job, "pattern" | "status" | "createdAt" | "startAt"> {
  attempts: readonly Pick<Attempt, "createdAt" | "endedAt">[];
}

/**
 * Durable operations that Lambda bills for the job, by the plan of its pattern as it goes when nothing is amiss: an
 * estimate, since a step's retries are billed as well.
 */
export function countOperations(job: Counted, now: Date): number {
  const attempts = job.attempts.length;
  // In the callback pattern, each further attempt has an execution of its own.
  const executions = job.pattern === "callback" ? Math.max(1, attempts) : 1;
  const waits = Math.max(0, attempts - 1) + (job.startAt === undefined ? 0 : 1);
  const result = job.status === "succeeded" && job.pattern !== "callback" ? 1 : 0;
  const looks = job.pattern === "sync" ? countLooks(job, now) : 0;
  return executions * perExecution + waits + attempts * perAttempt[job.pattern] + looks + result;
}

function countLooks({ attempts, createdAt, startAt }: Counted, now: Date): number {
  const since = Date.parse(startAt ?? createdAt);
  const ageAt = (at: string) => (Date.parse(at) - since) / 1000;
  const looks = attempts.map(({ createdAt: begin, endedAt = now.toISOString() }) =>
    countPolls(ageAt(begin), ageAt(endedAt)),
  );
  return looks.reduce((sum, count) => sum + count, 0);
}
