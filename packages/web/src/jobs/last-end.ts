import type { Attempt, AttemptEnd, JobDetail } from "@longhaul/api/client";

import { adviceFor, type EndAdvice, endAdvice } from "./end-advice.ts";

export interface LastEnd extends EndAdvice {
  /** In the words of the code or of AWS; absent when nobody said any. */
  why?: string;
  code?: string;
  stack?: string;
  /** Why no attempt followed although some may have been left; absent when that was no matter. */
  notRetried?: string;
  /** What ECS said, as pairs to show. */
  facts: { name: string; value: string }[];
  attempt?: Attempt;
}

/** Why the job, or its last attempt, ended: from the attempt where there is one, else from the job. */
export function lastEnd(job: JobDetail): LastEnd {
  const attempt = job.attempts.findLast(({ end }) => end !== undefined);
  const end = attempt?.end;
  const error = job.error ?? end?.error;
  const advice = adviceOf(job, end);
  return {
    ...advice,
    ...(error !== undefined && { code: error.code }),
    // Said once is enough.
    ...(error !== undefined && error.message !== `${advice.what}.` && { why: error.message }),
    ...(error?.stack !== undefined && { stack: error.stack }),
    ...(isFailedForGood(job) && { notRetried: notRetried(job) }),
    facts: end === undefined ? [] : factsOf(end),
    ...(attempt !== undefined && { attempt }),
  };
}

const isFailedForGood = ({ status, error }: JobDetail): boolean =>
  status === "failed" && error?.isRetryable === false;

function notRetried({ retry, failedAttempts }: JobDetail): string {
  const left = retry.maxAttempts - failedAttempts;
  const said = "The error says that no retry can mend it";
  if (left <= 0) return `${said}.`;
  const unspent = left === 1 ? "the attempt that was left was" : `${left} more attempts were`;
  return `${said}, so ${unspent} not made.`;
}

/** The job's own limit may have ended it between two attempts, whose ends then say something else. */
function adviceOf(job: JobDetail, end: AttemptEnd | undefined): EndAdvice {
  if (job.status === "timed_out") return endAdvice.timed_out;
  if (end !== undefined) return adviceFor(end);
  return job.status === "cancelled" ? endAdvice.cancelled : endAdvice.failed;
}

function factsOf(end: AttemptEnd): { name: string; value: string }[] {
  const facts = [
    { name: "Container exit code", value: end.exitCode?.toString() },
    { name: "Stop code", value: end.stopCode },
    { name: "Stop reason", value: end.stopReason },
    { name: "Container", value: end.containerReason },
  ];
  return facts.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
}
