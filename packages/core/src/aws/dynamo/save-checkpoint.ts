import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";

import { atWork } from "./at-work.ts";
import { isConditionFailed, retryConflicts } from "./conflict.ts";
import { checkpointKey, jobKey } from "./job-item.ts";
import type { Table } from "./table.ts";

export async function saveCheckpoint(
  table: Table,
  jobId: string,
  attempt: number,
  state: unknown,
): Promise<boolean> {
  const TableName = table.tableName;
  const Item = { ...checkpointKey(jobId), attempt, json: JSON.stringify(state ?? null) };
  try {
    await retryConflicts(() =>
      table.client.send(
        new TransactWriteCommand({
          TransactItems: [
            { ConditionCheck: { TableName, Key: jobKey(jobId), ...atWork(attempt) } },
            { Put: { TableName, Item } },
          ],
        }),
      ),
    );
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
