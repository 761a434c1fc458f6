import { paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";

import type { Job } from "../../job/job.ts";
import { log } from "../../log.ts";
import { deleteAt } from "./job-item.ts";
import type { Table } from "./table.ts";

const atOnce = 8;

/**
 * Gives everything that belongs to a finished job the job's own time to be deleted. Only after the job is finished:
 * records of a job that goes on must not expire. The job itself has its time already, so a failure here costs storage,
 * not truth.
 */
export async function expireRecords(table: Table, job: Job): Promise<void> {
  const at = deleteAt(table, job);
  if (at === undefined) return;
  try {
    const keys = await keysOf(table, job.id);
    for (let start = 0; start < keys.length; start += atOnce) {
      await Promise.all(keys.slice(start, start + atOnce).map((key) => expire(table, key, at)));
    }
  } catch (error) {
    log.warn("job.records-kept", { jobId: job.id, error: String(error) });
  }
}

async function keysOf(table: Table, jobId: string): Promise<{ pk: string; sk: string }[]> {
  const keys = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.tableName,
      KeyConditionExpression: "pk = :job",
      ExpressionAttributeValues: { ":job": jobId },
      ProjectionExpression: "sk",
      ConsistentRead: true,
    },
  );
  for await (const page of pages) {
    keys.push(...(page.Items ?? []).map((item) => ({ pk: jobId, sk: String(item["sk"]) })));
  }
  return keys.filter(({ sk }) => sk !== "JOB");
}

const expire = (table: Table, Key: { pk: string; sk: string }, at: number) =>
  table.client.send(
    new UpdateCommand({
      TableName: table.tableName,
      Key,
      UpdateExpression: "SET deleteAt = :at",
      ExpressionAttributeValues: { ":at": at },
    }),
  );
