import { UpdateCommand } from "@aws-sdk/lib-dynamodb";

import { isConditionFailed, retryConflicts } from "./conflict.ts";
import { jobKey } from "./job-item.ts";
import type { Table } from "./table.ts";

/** A finished job is no longer due, whatever the sweep thought. */
export async function saveDue(table: Table, jobId: string, dueAt: string): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.tableName,
    Key: jobKey(jobId),
    UpdateExpression: "SET dueAt = :due",
    ConditionExpression: "attribute_exists(duePk)",
    ExpressionAttributeValues: { ":due": dueAt },
  });
  try {
    await retryConflicts(() => table.client.send(update));
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}
