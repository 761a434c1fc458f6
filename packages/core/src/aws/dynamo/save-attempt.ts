import { UpdateCommand } from "@aws-sdk/lib-dynamodb";

import type { AttemptPatch } from "../../job/job-store.ts";
import { isConditionFailed, retryConflicts } from "./conflict.ts";
import { attemptKey } from "./job-item.ts";
import { setFields } from "./set-fields.ts";
import type { Table } from "./table.ts";

/**
 * Adds facts to an attempt's record. One that does not exist (any more) has nothing to be added to, and the states of
 * a task only grow: events come out of order and at once.
 */
export async function saveAttempt(table: Table, jobId: string, patch: AttemptPatch): Promise<void> {
  const fields = setFields(patch);
  const count = patch.taskStates?.length;
  const update = new UpdateCommand({
    TableName: table.tableName,
    Key: attemptKey(jobId, patch.number),
    ...fields,
    ConditionExpression:
      count === undefined
        ? "attribute_exists(pk)"
        : "attribute_exists(pk) AND size(#taskStates) < :count",
    ExpressionAttributeValues: {
      ...fields.ExpressionAttributeValues,
      ...(count !== undefined && { ":count": count }),
    },
  });
  try {
    await retryConflicts(() => table.client.send(update));
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}
