import { createHash } from "node:crypto";

import { GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

import { DomainError } from "../../error.ts";
import type { JobStore, NewJob } from "../../job/job-store.ts";
import { isConditionFailed, isConflict } from "./conflict.ts";
import { eventKey, inputKey, jobItem } from "./job-item.ts";
import { noteDay } from "./known-days.ts";
import { dayLists, dayOf } from "./partitions.ts";
import type { Table } from "./table.ts";

const keySeconds = 7 * 86_400;

const keyRecordSchema = z.object({
  jobId: z.string(),
  fingerprint: z.string(),
  deleteAt: z.number(),
});

type Existing = { jobId: string; fingerprint: string };

/** Writes all records of a new job at once, or none when its idempotency key was used within seven days. */
export async function createJob(table: Table, newJob: NewJob): ReturnType<JobStore["create"]> {
  const { job, idempotency } = newJob;
  const day = dayOf(job.createdAt);
  await Promise.all([
    noteDay(table, dayLists.all, day),
    noteDay(table, dayLists.type(job.type), day),
  ]);
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: writes(table, newJob) }));
    return {};
  } catch (error) {
    if (idempotency === undefined || !(isConditionFailed(error) || isConflict(error))) throw error;
    const existing = await readKey(table, idempotency.key);
    if (existing !== undefined) return { existing };
    if (isConditionFailed(error)) throw error;
    throw new DomainError(
      "idempotency_key_in_flight",
      "A request with this Idempotency-Key is being worked on; send it again in a moment.",
    );
  }
}

function writes(table: Table, { job, input, event, idempotency }: NewJob) {
  const TableName = table.tableName;
  const isNew = "attribute_not_exists(pk)";
  const put = (Item: Record<string, unknown>) => ({ Put: { TableName, Item } });
  const records = [
    { Put: { TableName, Item: jobItem(table, job), ConditionExpression: isNew } },
    put({ ...inputKey(job.id), json: JSON.stringify(input ?? null) }),
    put({ ...eventKey(job.id, event.version), ...event }),
  ];
  if (idempotency === undefined) return records;
  const nowSeconds = Math.floor(Date.now() / 1000);
  const { fingerprint } = idempotency;
  const key = {
    Put: {
      TableName,
      Item: {
        ...idempotencyKey(idempotency.key),
        jobId: job.id,
        fingerprint,
        deleteAt: nowSeconds + keySeconds,
      },
      // DynamoDB deletes what has expired only within days.
      ConditionExpression: `${isNew} OR deleteAt <= :now`,
      ExpressionAttributeValues: { ":now": nowSeconds },
    },
  };
  return [...records, key];
}

async function readKey(table: Table, key: string): Promise<Existing | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.tableName,
      Key: idempotencyKey(key),
      ConsistentRead: true,
    }),
  );
  if (Item === undefined) return undefined;
  const { jobId, fingerprint } = keyRecordSchema.parse(Item);
  return { jobId, fingerprint };
}

/** A hash: callers choose their keys, and a partition key has its limits. */
const idempotencyKey = (key: string) => ({
  pk: `IDEMPOTENCY#${createHash("sha256").update(key).digest("hex")}`,
  sk: "IDEMPOTENCY",
});
