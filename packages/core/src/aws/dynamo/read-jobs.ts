import { setTimeout as sleep } from "node:timers/promises";

import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";

import { isThere, jobKey } from "./job-item.ts";
import type { Table } from "./table.ts";

/** DynamoDB's limit for one BatchGetItem. */
const mostKeys = 100;
const mostTries = 10;

/** The items of these jobs, as they are now, in the order asked; those that are gone are left out. */
export async function readJobItems(
  table: Table,
  jobIds: string[],
): Promise<Record<string, unknown>[]> {
  const batches = [];
  for (let start = 0; start < jobIds.length; start += mostKeys) {
    batches.push(readBatch(table, jobIds.slice(start, start + mostKeys)));
  }
  const found = new Map((await Promise.all(batches)).flat().map((item) => [item["pk"], item]));
  return jobIds.map((jobId) => found.get(jobId)).filter(isThere);
}

/** DynamoDB may answer a part and leave the rest for later: a throttled partition, or 16 MB. */
async function readBatch(table: Table, jobIds: string[]): Promise<Record<string, unknown>[]> {
  const items = [];
  let keys: Record<string, unknown>[] = jobIds.map(jobKey);
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetCommand({
        RequestItems: { [table.tableName]: { Keys: keys, ConsistentRead: true } },
      }),
    );
    items.push(...(Responses?.[table.tableName] ?? []));
    keys = UnprocessedKeys?.[table.tableName]?.Keys ?? [];
    if (keys.length === 0) return items;
    await sleep(Math.random() * 50 * 2 ** attempt);
  }
  throw new Error(`DynamoDB left ${keys.length} of ${jobIds.length} jobs unread`);
}
