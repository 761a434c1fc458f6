import { DomainError } from "../error.ts";
import { newJobId } from "../id.ts";
import type { JobTypeDefaults } from "../job-type/job-type.ts";
import { assertJobFits } from "./assert-job-fits.ts";
import { completeRetry } from "./complete-retry.ts";
import { assertFargateSize } from "./fargate-size.ts";
import type { JobRequest } from "./job-request.ts";
import type { NewJob } from "./job-store.ts";
import type { Job, JobOptions, Pattern } from "./job.ts";

/** Of jobs whose request and type say nothing else. */
export const defaultOptions: JobOptions & { pattern: Pattern } = {
  pattern: "await",
  timeouts: { jobSeconds: 30 * 24 * 3600, attemptSeconds: 7 * 24 * 3600, heartbeatSeconds: 300 },
  retry: { maxAttempts: 3, delaySeconds: 10, maxDelaySeconds: 300 },
  size: { cpu: 256, memory: 512 },
  capacity: "on_demand",
};

/** DynamoDB's item limit is 400 KB; input, result and checkpoint are items of their own. */
export const largestPayloadBytes = 256 * 1024;

/** A type's options with every gap filled. */
export function completeOptions(defaults: JobTypeDefaults = {}): JobOptions & { pattern: Pattern } {
  return {
    pattern: defaults.pattern ?? defaultOptions.pattern,
    timeouts: { ...defaultOptions.timeouts, ...withoutUndefined(defaults.timeouts) },
    retry: completeRetry({ ...defaultOptions.retry, ...withoutUndefined(defaults.retry) }),
    size: defaults.size ?? defaultOptions.size,
    capacity: defaults.capacity ?? defaultOptions.capacity,
  };
}

/**
 * The records of a job that was just asked for; `request` and its input are valid already.
 * Throws `payload_too_large` and `invalid_input` (a size that Fargate does not have, a limit, delay or start beyond the longest).
 */
export function newJob(
  request: Omit<JobRequest, "input">,
  input: unknown,
  from: {
    createdBy: string;
    defaults?: JobTypeDefaults | undefined;
    now: Date;
    executionArn?: string;
  },
): NewJob {
  assertPayloadFits("input", input);
  const base = completeOptions(from.defaults);
  const at = from.now.toISOString();
  const startAt = request.startAt === undefined ? undefined : new Date(request.startAt);
  const isLater = startAt !== undefined && startAt > from.now;
  const job: Job = {
    id: newJobId(from.now),
    type: request.type,
    pattern: request.pattern ?? base.pattern,
    status: isLater ? "scheduled" : "queued",
    version: 1,
    tags: request.tags ?? [],
    ...(request.name !== undefined && { name: request.name }),
    timeouts: { ...base.timeouts, ...withoutUndefined(request.timeouts) },
    retry: completeRetry(base.retry, withoutUndefined(request.retry)),
    size: request.size ?? base.size,
    capacity: request.capacity ?? base.capacity,
    createdBy: from.createdBy,
    createdAt: at,
    updatedAt: at,
    ...(isLater && { startAt: startAt.toISOString() }),
    attempt: 0,
    failedAttempts: 0,
    platformEnds: 0,
    ...(from.executionArn !== undefined && { executionArn: from.executionArn }),
  };
  assertFargateSize(job.size);
  assertJobFits(job.timeouts.jobSeconds, isLater ? startAt : undefined, from.now);
  const message = isLater ? `Scheduled for ${job.startAt}.` : "Accepted; waiting for a task.";
  const { version, status, attempt } = job;
  return { job, input, event: { version, at, status, attempt, message } };
}

/** Throws `payload_too_large` with the limit and what to do. `what` names it: `input`, `result`, `checkpoint`. */
export function assertPayloadFits(what: string, value: unknown): void {
  const bytes = Buffer.byteLength(JSON.stringify(value ?? null));
  if (bytes <= largestPayloadBytes) return;
  throw new DomainError(
    "payload_too_large",
    `The ${what} has ${bytes} bytes of JSON; at most ${largestPayloadBytes} (256 KB) are kept. Put it in S3 and pass its URL.`,
    [{ pointer: `/${what}`, message: `must have at most ${largestPayloadBytes} bytes as JSON` }],
  );
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(value: T | undefined): Partial<Defined<T>> {
  const entries = Object.entries(value ?? {}).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries) as Partial<Defined<T>>;
}
