import { gunzipSync, gzipSync } from "node:zlib";

import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

import { DomainError } from "../../error.ts";
import type { StoredTimeline } from "../../job/job-store.ts";
import { isConditionFailed } from "./conflict.ts";
import { isThere, timelineKey } from "./job-item.ts";
import { deleteAt } from "./job-item.ts";
import { readJob } from "./read-job.ts";
import type { Table } from "./table.ts";

/** An item has at most 400 KB. */
const mostBytes = 380 * 1024;

const timelineItemSchema = z.object({
  gzip: z.instanceof(Uint8Array),
  complete: z.boolean(),
  readAt: z.string(),
});

export async function getTimeline(
  table: Table,
  jobId: string,
): Promise<StoredTimeline | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.tableName, Key: timelineKey(jobId) }),
  );
  if (!isThere(Item)) return undefined;
  const { gzip, complete, readAt } = timelineItemSchema.parse(Item);
  const spans: unknown = JSON.parse(gunzipSync(gzip).toString());
  return { spans, complete, readAt };
}

/** A complete timeline stays; whoever read AWS before it was complete comes too late. Throws `job_not_found`. */
export async function saveTimeline(
  table: Table,
  jobId: string,
  { spans, complete, readAt }: StoredTimeline,
): Promise<void> {
  const job = await readJob(table, jobId);
  if (job === undefined) throw new DomainError("job_not_found", `There is no job ${jobId}.`);
  const put = new PutCommand({
    TableName: table.tableName,
    Item: {
      ...timelineKey(jobId),
      gzip: compress(spans),
      complete,
      readAt,
      deleteAt: deleteAt(table, job),
    },
    ConditionExpression: "attribute_not_exists(pk) OR complete = :no",
    ExpressionAttributeValues: { ":no": false },
  });
  try {
    await table.client.send(put);
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/** Too many spans lose their middle: how it began and how it ended tell most. */
function compress(spans: unknown): Buffer {
  const bytes = gzipSync(JSON.stringify(spans ?? null));
  if (bytes.length <= mostBytes || !Array.isArray(spans)) return bytes;
  const kept = Math.floor(spans.length / 4);
  return compress([...spans.slice(0, kept), ...spans.slice(-kept)]);
}
