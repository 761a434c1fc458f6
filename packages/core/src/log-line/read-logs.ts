import { DomainError } from "../error.ts";
import { isFinal } from "../job/job.ts";
import { requireJob } from "../job/update-job.ts";
import type { Ports } from "../ports.ts";
import { formatJobLogCursor, type JobLogCursor, parseJobLogCursor } from "./job-log-cursor.ts";
import type { LogLine } from "./log-line.ts";
import type { TaskLog } from "./logs.ts";

export interface LogRequest {
  jobId: string;
  /** Only of this attempt; absent: of all, one after the other. */
  attempt?: number;
  /** Without a cursor: the end to begin at; default `start`. */
  from?: "start" | "end";
  limit: number;
  cursor?: string;
}

export interface LogPage {
  lines: LogLine[];
  /** Continues forward; absent when the job is finished and there is no more. */
  cursor?: string;
  /** Continues backward; absent at the start. */
  previousCursor?: string;
}

type LogPorts = Pick<Ports, "jobs" | "logs">;

/**
 * Lines of a job in reading order, from either end or a cursor, across its attempts. A page may be shorter than
 * `limit` with more behind it. Throws `job_not_found`, `not_found` (no such attempt), `invalid_cursor`.
 */
export async function readLogs(ports: LogPorts, request: LogRequest): Promise<LogPage> {
  const job = await requireJob(ports, request.jobId);
  const { attempt, limit, from = "start" } = request;
  if (attempt !== undefined && attempt > job.attempt) {
    throw new DomainError("not_found", `Job ${job.id} has no attempt ${attempt}.`);
  }
  const range = { first: attempt ?? 1, last: attempt ?? job.attempt };
  const cursor = request.cursor === undefined ? undefined : parseJobLogCursor(request.cursor);
  const direction = cursor?.direction ?? (from === "start" ? "forward" : "backward");
  const walk: Walk = { jobId: job.id, range, limit, isOver: isFinal(job.status), cursor };
  return direction === "forward" ? readForward(ports, walk) : readBackward(ports, walk);
}

interface Walk {
  jobId: string;
  range: { first: number; last: number };
  limit: number;
  /** True: no new lines will come. */
  isOver: boolean;
  cursor: JobLogCursor | undefined;
}

async function readForward(ports: LogPorts, walk: Walk): Promise<LogPage> {
  const { range, limit, cursor } = walk;
  const lines: LogLine[] = [];
  let attempt = cursor?.attempt ?? range.first;
  let at = cursor?.at;
  let previousCursor: string | undefined;
  while (true) {
    const left = limit - lines.length;
    const log = await readTask(ports, walk.jobId, attempt, {
      limit: left,
      ...(at === undefined ? { from: "start" as const } : { cursor: at }),
    });
    lines.push(...log.lines);
    at = log.cursor ?? at;
    if (log.lines.length > 0) previousCursor ??= backward(attempt, log.previousCursor);
    if (log.lines.length >= left || attempt >= range.last) break;
    attempt += 1;
    at = undefined;
  }
  const isAtEnd = walk.isOver && attempt >= range.last && lines.length < limit;
  return {
    lines,
    ...(!isAtEnd && { cursor: forward(attempt, at) }),
    ...(previousCursor !== undefined && { previousCursor }),
  };
}

async function readBackward(ports: LogPorts, walk: Walk): Promise<LogPage> {
  const { range, limit, cursor: start } = walk;
  let lines: LogLine[] = [];
  let attempt = start?.attempt ?? Math.max(range.last, range.first);
  let at = start?.at;
  let cursor: string | undefined;
  let previousCursor: string | undefined;
  while (true) {
    const left = limit - lines.length;
    const log = await readTask(ports, walk.jobId, attempt, {
      limit: left,
      ...(at === undefined ? { from: "end" as const } : { cursor: at }),
    });
    lines = [...log.lines, ...lines];
    cursor ??= forward(attempt, log.cursor);
    if (log.lines.length >= left) {
      previousCursor = backward(attempt, log.previousCursor) ?? olderThan(attempt, range.first);
      break;
    }
    if (attempt <= range.first) break;
    attempt -= 1;
    at = undefined;
  }
  return { lines, cursor, ...(previousCursor !== undefined && { previousCursor }) };
}

const forward = (attempt: number, at: string | undefined): string =>
  formatJobLogCursor({ direction: "forward", attempt, ...(at !== undefined && { at }) });

const backward = (attempt: number, at: string | undefined): string | undefined =>
  at === undefined ? undefined : formatJobLogCursor({ direction: "backward", attempt, at });

const olderThan = (attempt: number, first: number): string | undefined =>
  attempt > first ? formatJobLogCursor({ direction: "backward", attempt: attempt - 1 }) : undefined;

async function readTask(
  ports: LogPorts,
  jobId: string,
  attempt: number,
  request: { limit: number; from?: "start" | "end"; cursor?: string },
): Promise<Omit<TaskLog, "lines"> & { lines: LogLine[] }> {
  const record = await ports.jobs.getAttempt(jobId, attempt);
  if (record?.taskArn === undefined) return { lines: [] };
  const { lines, ...cursors } = await ports.logs.read({ taskArn: record.taskArn, ...request });
  const prefix = String(attempt).padStart(5, "0");
  return {
    ...cursors,
    lines: lines.map((line) => ({ ...line, id: `${prefix}-${line.id}`, attempt })),
  };
}
