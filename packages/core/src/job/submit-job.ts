import { createHash } from "node:crypto";

import { DomainError } from "../error.ts";
import type { JobType } from "../job-type/job-type.ts";
import { log } from "../log.ts";
import { inputProblems, parseInput } from "../parse-input.ts";
import type { Ports } from "../ports.ts";
import { jobRequestSchema } from "./job-request.ts";
import type { Job } from "./job.ts";
import { newJob } from "./new-job.ts";
import { requireJob } from "./update-job.ts";

export interface Submission {
  job: Job;
  /** True: this key and body were submitted before; nothing new was made. */
  replayed: boolean;
}

/**
 * Accepts a job: writes its record, then starts its execution. An accepted job is never forgotten: when the start
 * fails, the sweep starts it. Throws `invalid_input`, `unknown_job_type`, `payload_too_large`,
 * `idempotency_key_reused` (the key came with another body), `idempotency_key_in_flight`.
 */
export async function submitJob(
  ports: Pick<Ports, "jobs" | "executions" | "jobTypes" | "clock">,
  body: unknown,
  caller: { createdBy: string; idempotencyKey?: string },
): Promise<Submission> {
  const request = parseInput(jobRequestSchema, body);
  const jobType = requireJobType(ports, request.type);
  const input = parseJobInput(jobType, request.input);
  const fresh = newJob(request, input, {
    createdBy: caller.createdBy,
    defaults: jobType.defaults,
    now: ports.clock.now(),
  });
  const idempotency = caller.idempotencyKey && {
    // A key belongs to whoever sent it: two callers never meet in one.
    key: `${caller.createdBy}:${caller.idempotencyKey}`,
    fingerprint: fingerprintOf(request),
  };
  const { existing } = await ports.jobs.create({ ...fresh, ...(idempotency && { idempotency }) });
  if (existing === undefined) return { job: await start(ports, fresh.job), replayed: false };
  if (idempotency && existing.fingerprint !== idempotency.fingerprint) {
    throw new DomainError(
      "idempotency_key_reused",
      `This Idempotency-Key was used for job ${existing.jobId} with another body; use a new key for a new job.`,
    );
  }
  const job = await requireJob(ports, existing.jobId);
  const neverStarted = job.executionArn === undefined && job.attempt === 0;
  return { job: neverStarted ? await start(ports, job) : job, replayed: true };
}

async function start(ports: Pick<Ports, "executions">, job: Job): Promise<Job> {
  try {
    await ports.executions.start(job, 1);
  } catch (error) {
    // Accepted means started: the record is there, and the sweep starts what was not.
    log.warn("job.start-postponed", { jobId: job.id, error: String(error) });
  }
  return job;
}

function requireJobType(ports: Pick<Ports, "jobTypes">, name: string): JobType {
  const jobType = ports.jobTypes.get(name);
  if (jobType !== undefined) return jobType;
  const known = [...ports.jobTypes.keys()].join(", ");
  const message = `There is no job type "${name}"; the types are: ${known}`;
  throw new DomainError("unknown_job_type", `${message}.`, [{ pointer: "/type", message }]);
}

function parseJobInput(jobType: JobType, input: unknown): unknown {
  const parsed = jobType.input.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const problems = inputProblems(parsed.error, "/input");
  const [first] = problems;
  throw new DomainError(
    "invalid_input",
    `The input is not right for ${jobType.name}: ${first?.pointer ?? "/input"}: ${first?.message ?? "invalid"}`,
    problems,
  );
}

/** Equal for equal requests, whatever the order of their fields. */
function fingerprintOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) =>
    typeof field === "object" && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  );
}
