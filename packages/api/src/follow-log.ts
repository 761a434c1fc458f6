import { isFinal, type Job } from "@longhaul/core/job/job";
import { requireJob } from "@longhaul/core/job/update-job";
import type { LogLine } from "@longhaul/core/log-line/log-line";
import { readLogs } from "@longhaul/core/log-line/read-logs";

import type { ApiParts } from "./api-env.ts";
import type { EventStream } from "./event-stream.ts";
import { encodeLogPosition } from "./log-position.ts";

const pollMs = 500;
const pageLines = 1000;
/** Lines of a task reach CloudWatch a little after its end. */
const lateLinesMs = 5000;

export interface LogStart {
  attempt?: number | undefined;
  from?: "start" | "end" | undefined;
  cursor?: string | undefined;
  /** The line of the page at `cursor` after which to begin. */
  after?: string | undefined;
}

/** Sends the log's lines as they come, until the job has finished and all is sent. */
export async function followLog(
  { ports, feed }: ApiParts,
  jobId: string,
  start: LogStart,
  stream: EventStream,
): Promise<void> {
  const changes = await feed.subscribe(stream.signal, jobId);
  let job = await requireJob(ports, jobId);
  let { cursor, after } = start;
  for (;;) {
    // Asked before reading: a job that was over by then has no line behind those read now.
    const isOver = isFinal(job.status) && ports.clock.now().getTime() > lateLinesUntil(job);
    const page = await readLogs(ports, {
      jobId,
      limit: pageLines,
      ...(start.attempt !== undefined && { attempt: start.attempt }),
      ...(start.from !== undefined && { from: start.from }),
      ...(cursor !== undefined && { cursor }),
    });
    for (const line of linesAfter(page.lines, after)) {
      if (stream.signal.aborted) return;
      const id = encodeLogPosition({ cursor, lineId: line.id });
      await stream.send({ event: "line", id, data: line });
    }
    const isAtEnd = page.cursor === undefined || page.cursor === cursor;
    if (isAtEnd && isOver) return stream.send({ event: "end", data: {} });
    // Without a cursor the same page is read again, for lines that came late.
    after = page.cursor === undefined ? page.lines.at(-1)?.id : undefined;
    cursor = page.cursor ?? cursor;
    if (!isAtEnd && page.lines.length > 0) continue;
    const changed = await changes.next(pollMs);
    if (changed === undefined) return;
    job = changed.jobs[0] ?? job;
  }
}

const lateLinesUntil = (job: Job): number =>
  Date.parse(job.finishedAt ?? job.updatedAt) + lateLinesMs;

/** What a reader has of a page is not sent again. */
function linesAfter(lines: LogLine[], lineId: string | undefined): LogLine[] {
  return lines.slice(lines.findIndex(({ id }) => id === lineId) + 1);
}
