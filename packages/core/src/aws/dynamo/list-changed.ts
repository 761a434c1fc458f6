import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

import type { Job } from "../../job/job.ts";
import { decodeCursor, encodeCursor, invalidCursor } from "../../page-cursor.ts";
import { changePartition, minuteOf } from "./change-keys.ts";
import { isThere, parseJob } from "./job-item.ts";
import { shards } from "./shard.ts";
import type { Table } from "./table.ts";

/**
 * Each read goes this far back again: clocks of writers differ, a write takes its time, the index lags behind the
 * table. A job has one entry, which moves, so that those that change all the time cost no more for it.
 */
const overlapMs = 10_000;
/** What one read covers of a cursor that is far behind. */
const windowMs = 3_600_000;
const oldestMs = 86_400_000;

const cursorSchema = z.strictObject({ at: z.number().int().nonnegative() });

/**
 * Jobs by time of change. Reads overlap, so a job that changed within the last seconds comes again: callers drop
 * the versions that they know. A cursor that is hours behind is caught up an hour a call.
 */
export async function listChanged(
  table: Table,
  cursor?: string,
): Promise<{ jobs: Job[]; cursor: string }> {
  const now = Date.now();
  if (cursor === undefined) return { jobs: [], cursor: encodeCursor({ at: now }) };
  const { at } = decodeCursor(cursorSchema, cursor);
  if (at < now - oldestMs) {
    throw invalidCursor(
      "The cursor is more than a day old; read the list anew and go on from now.",
    );
  }
  const until = Math.min(now, at + windowMs);
  const changes = await Promise.all(
    minutesBetween(at - overlapMs, until).flatMap((minute) =>
      shards.map((shard) => changesIn(table, changePartition(minute, shard), at - overlapMs)),
    ),
  );
  return { jobs: latest(changes.flat()), cursor: encodeCursor({ at: until }) };
}

function minutesBetween(fromMs: number, untilMs: number): string[] {
  const minutes = [];
  const minuteMs = 60_000;
  // A writer whose clock is ahead writes into the next minute.
  const last = untilMs + overlapMs;
  for (let ms = fromMs - (fromMs % minuteMs); ms <= last; ms += minuteMs) {
    minutes.push(minuteOf(new Date(ms)));
  }
  return minutes;
}

interface Change {
  key: string;
  job: Job;
}

async function changesIn(table: Table, partition: string, fromMs: number): Promise<Change[]> {
  const changes: Change[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.tableName,
      IndexName: "byChange",
      KeyConditionExpression: "changePk = :partition AND changeSk >= :from",
      ExpressionAttributeValues: {
        ":partition": partition,
        ":from": new Date(fromMs).toISOString(),
      },
    },
  );
  for await (const page of pages) {
    for (const item of (page.Items ?? []).filter(isThere)) {
      changes.push({ key: String(item["changeSk"]), job: parseJob(item) });
    }
  }
  return changes;
}

/** Oldest change first; of a job that moves while it is read, the newest version. */
function latest(changes: Change[]): Job[] {
  const jobs = new Map<string, Job>();
  for (const { job } of changes.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const known = jobs.get(job.id);
    if (known !== undefined && known.version > job.version) continue;
    jobs.delete(job.id);
    jobs.set(job.id, job);
  }
  return [...jobs.values()];
}
