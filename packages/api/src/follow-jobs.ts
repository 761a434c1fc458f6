import type { Job, JobStatus } from "@longhaul/core/job/job";
import type { JobStore } from "@longhaul/core/job/job-store";
import { decodeCursor, encodeCursor } from "@longhaul/core/page-cursor";
import { z } from "zod";

import type { ApiParts } from "./api-env.ts";
import type { Changes } from "./change-listener.ts";
import { type EventStream, heartbeatMs } from "./event-stream.ts";

export interface JobsFilter {
  status?: JobStatus[] | undefined;
  type?: string[] | undefined;
}

/** What an earlier stream had not sent yet, as far as one read of the store tells. */
export interface Missed {
  changes: Changes;
  /** Of the earlier stream's last event, in ms. */
  sinceMs: number;
}

/** How far one read of the store catches up. */
const catchUpMs = 3_600_000;

const eventIdSchema = z.strictObject({ at: z.number().int(), cursor: z.string() });

/** Begins where the event with this id was. Throws `invalid_cursor`. */
export async function readMissed(
  jobs: Pick<JobStore, "listChanged">,
  eventId: string,
): Promise<Missed> {
  const { at, cursor } = decodeCursor(eventIdSchema, eventId);
  return { changes: await jobs.listChanged(cursor), sinceMs: at };
}

/** Sends every change of a job that matches or has stopped matching, after what was missed. */
export async function followJobs(
  { ports, feed }: ApiParts,
  filter: JobsFilter,
  missed: Missed | undefined,
  stream: EventStream,
): Promise<void> {
  const subscription = await feed.subscribe(stream.signal);
  const nowMs = () => ports.clock.now().getTime();
  const send = sender(filter, stream);
  if (missed !== undefined) {
    let { changes } = missed;
    // Once more than there are hours: the last read is after the subscription began.
    for (let ms = missed.sinceMs; ms <= nowMs(); ms += catchUpMs) {
      await send(changes, missed.sinceMs);
      changes = await ports.jobs.listChanged(changes.cursor);
    }
    await send(changes, nowMs());
  }
  let changes = await subscription.next(0);
  while (changes !== undefined) {
    await send(changes, nowMs());
    changes = await subscription.next(heartbeatMs);
  }
}

/** Remembers which jobs matched, to tell of those that stop. One not met yet may have matched before. */
function sender(
  filter: JobsFilter,
  stream: EventStream,
): (changes: Changes, atMs: number) => Promise<void> {
  const met = new Map<string, { version: number; matches: boolean }>();
  return async ({ jobs, cursor }, at) => {
    const news = jobs.filter((job) => {
      if (filter.type !== undefined && !filter.type.includes(job.type)) return false;
      const before = met.get(job.id);
      if (before !== undefined && before.version >= job.version) return false;
      const matches = hasStatus(job, filter);
      met.set(job.id, { version: job.version, matches });
      return matches || before?.matches !== false;
    });
    const last = news.pop();
    for (const job of news) await stream.send({ event: "job", data: job });
    // The cursor stands behind the whole batch, so only its last event may carry it.
    const id = encodeCursor({ at, cursor });
    await stream.send(last === undefined ? { id } : { event: "job", id, data: last });
  };
}

const hasStatus = (job: Job, { status }: JobsFilter): boolean =>
  status === undefined || status.includes(job.status);
