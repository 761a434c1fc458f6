import { GetCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

import { attemptRecordSchema } from "../../attempt/attempt-record.ts";
import { attemptSchema } from "../../attempt/attempt.ts";
import { type JobEvent, jobEventSchema } from "../../job-event/job-event.ts";
import type { JobDetail } from "../../job/job-detail.ts";
import type { AttemptRecord } from "../../job/job-store.ts";
import type { Job } from "../../job/job.ts";
import {
  attemptKey,
  eventKey,
  inputKey,
  isThere,
  jobKey,
  parseJob,
  resultKey,
} from "./job-item.ts";
import type { Table } from "./table.ts";

type Item = Record<string, unknown>;

const jsonItemSchema = z.object({ json: z.string() });

export async function readJob(table: Table, jobId: string): Promise<Job | undefined> {
  const item = await readItem(table, jobKey(jobId));
  return item && parseJob(item);
}

export async function readAttempt(
  table: Table,
  jobId: string,
  attempt: number,
): Promise<AttemptRecord | undefined> {
  const item = await readItem(table, attemptKey(jobId, attempt));
  return item && attemptRecordSchema.parse(item);
}

/** Input, result or checkpoint; undefined when there is none. */
export async function readJson(table: Table, key: { pk: string; sk: string }): Promise<unknown> {
  const item = await readItem(table, key);
  return item && parseJson(item);
}

export async function readDetail(table: Table, jobId: string): Promise<JobDetail | undefined> {
  const items = new Map<string, Item>();
  for await (const item of readRange(table, jobId, { from: "JOB", to: "JOB~" })) {
    items.set(String(item["sk"]), item);
  }
  const job = items.get(jobKey(jobId).sk);
  if (job === undefined) return undefined;
  const input = items.get(inputKey(jobId).sk);
  const result = items.get(resultKey(jobId).sk);
  const attempts = [...items].filter(([sk]) => sk.startsWith("JOB#ATTEMPT#"));
  return {
    ...parseJob(job),
    input: input && parseJson(input),
    ...(result && { result: parseJson(result) }),
    attempts: attempts.map(([, item]) => attemptSchema.parse(item)),
  };
}

export async function readEvents(
  table: Table,
  jobId: string,
  afterVersion: number,
): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  const range = { from: eventKey(jobId, afterVersion + 1).sk, to: "EVENT#~" };
  for await (const item of readRange(table, jobId, range)) events.push(jobEventSchema.parse(item));
  return events;
}

async function readItem(table: Table, Key: { pk: string; sk: string }): Promise<Item | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.tableName, Key, ConsistentRead: true }),
  );
  return isThere(Item) ? Item : undefined;
}

async function* readRange(
  table: Table,
  jobId: string,
  { from, to }: { from: string; to: string },
): AsyncGenerator<Item> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.tableName,
      KeyConditionExpression: "pk = :job AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":job": jobId, ":from": from, ":to": to },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) yield* (page.Items ?? []).filter(isThere);
}

const parseJson = (item: Item): unknown => JSON.parse(jsonItemSchema.parse(item).json);
