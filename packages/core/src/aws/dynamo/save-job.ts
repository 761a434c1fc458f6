import { PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";

import type { JobChange } from "../../job/job-store.ts";
import { isFinal } from "../../job/job.ts";
import { isConditionFailed, isConflict } from "./conflict.ts";
import { expireRecords } from "./expire-records.ts";
import { attemptKey, eventKey, jobItem, resultKey } from "./job-item.ts";
import { noteDay } from "./known-days.ts";
import { dayLists, dayOf } from "./partitions.ts";
import { setFields } from "./set-fields.ts";
import type { Table } from "./table.ts";

/** Writes a change whole, if nobody changed the job since it was read. */
export async function saveJob(table: Table, change: JobChange): Promise<boolean> {
  const { before, after } = change;
  const isFinished = isFinal(after.status) && !isFinal(before.status);
  if (isFinished) await noteDay(table, dayLists.status(after.status), dayOf(after.createdAt));
  try {
    await write(table, change);
  } catch (error) {
    if (isConditionFailed(error) || isConflict(error)) return false;
    throw error;
  }
  if (isFinished) await expireRecords(table, after);
  return true;
}

async function write(table: Table, change: JobChange): Promise<void> {
  const { before, after, event, attempt, result } = change;
  const TableName = table.tableName;
  const job = {
    TableName,
    Item: jobItem(table, after),
    ConditionExpression: "version = :before",
    ExpressionAttributeValues: { ":before": before.version },
  };
  const Put = (Item: Record<string, unknown>) => ({ Put: { TableName, Item } });
  const others = [
    ...(event ? [Put({ ...eventKey(after.id, event.version), ...event })] : []),
    ...(attempt
      ? [
          {
            Update: { TableName, Key: attemptKey(after.id, attempt.number), ...setFields(attempt) },
          },
        ]
      : []),
    ...(result
      ? [Put({ ...resultKey(after.id), json: JSON.stringify(result.value ?? null) })]
      : []),
  ];
  // A transaction costs twice a plain write.
  await (others.length === 0
    ? table.client.send(new PutCommand(job))
    : table.client.send(new TransactWriteCommand({ TransactItems: [{ Put: job }, ...others] })));
}
