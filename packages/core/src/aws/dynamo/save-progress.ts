import { UpdateCommand } from "@aws-sdk/lib-dynamodb";

import type { Progress } from "../../progress/progress.ts";
import { atWork } from "./at-work.ts";
import { changeKeys } from "./change-keys.ts";
import { isConditionFailed, retryConflicts } from "./conflict.ts";
import { jobKey } from "./job-item.ts";
import { setFields } from "./set-fields.ts";
import type { Table } from "./table.ts";

/** One small write; of the indexes only the one by change moves. */
export async function saveProgress(
  table: Table,
  jobId: string,
  attempt: number,
  heartbeatAt: string,
  progress?: Progress,
): Promise<boolean> {
  const isCurrent = atWork(attempt);
  try {
    await retryConflicts(() => {
      const set = setFields({
        heartbeatAt,
        updatedAt: heartbeatAt,
        progress,
        ...changeKeys(jobId, new Date()),
      });
      return table.client.send(
        new UpdateCommand({
          TableName: table.tableName,
          Key: jobKey(jobId),
          UpdateExpression: `${set.UpdateExpression} ADD version :one`,
          ConditionExpression: isCurrent.ConditionExpression,
          ExpressionAttributeNames: {
            ...set.ExpressionAttributeNames,
            ...isCurrent.ExpressionAttributeNames,
          },
          ExpressionAttributeValues: {
            ...set.ExpressionAttributeValues,
            ...isCurrent.ExpressionAttributeValues,
            ":one": 1,
          },
        }),
      );
    });
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
