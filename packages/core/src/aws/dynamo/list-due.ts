import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

import type { Job } from "../../job/job.ts";
import { parseJob } from "./job-item.ts";
import { readJobItems } from "./read-jobs.ts";
import { shards } from "./shard.ts";
import type { Table } from "./table.ts";

const entrySchema = z.object({ pk: z.string(), dueAt: z.string() });

export async function listDue(table: Table, now: string, limit: number): Promise<Job[]> {
  const entries = await Promise.all(shards.map((shard) => dueIn(table, shard, now, limit)));
  const longest = entries.flat().toSorted(byDue).slice(0, limit);
  const items = await readJobItems(
    table,
    longest.map(({ pk }) => pk),
  );
  // The index lags behind the table: what has moved on since is not due.
  return items.filter(({ dueAt }) => typeof dueAt === "string" && dueAt <= now).map(parseJob);
}

async function dueIn(table: Table, shard: string, now: string, limit: number) {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: "byDue",
      KeyConditionExpression: "duePk = :shard AND dueAt <= :now",
      ExpressionAttributeValues: { ":shard": shard, ":now": now },
      Limit: limit,
    }),
  );
  return Items.map((item) => entrySchema.parse(item));
}

const byDue = (a: { dueAt: string }, b: { dueAt: string }): number => (a.dueAt < b.dueAt ? -1 : 1);
