import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

import { retryConflicts } from "./conflict.ts";
import type { Table } from "./table.ts";

const daysSchema = z.object({ days: z.set(z.string()).optional() });

/** Notes, before the first job gets there, that a list has a partition for that day: once a day and process. */
export async function noteDay(table: Table, list: string, day: string): Promise<void> {
  const noted = `${list}#${day}`;
  if (table.notedDays.has(noted)) return;
  await retryConflicts(() =>
    table.client.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: daysKey(list),
        UpdateExpression: "ADD #days :day",
        ExpressionAttributeNames: { "#days": "days" },
        ExpressionAttributeValues: { ":day": new Set([day]) },
      }),
    ),
  );
  table.notedDays.add(noted);
}

/** The days that a list has, newest first: a year without jobs costs nothing. */
export async function knownDays(table: Table, list: string): Promise<string[]> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.tableName, Key: daysKey(list), ConsistentRead: true }),
  );
  const { days = new Set() } = daysSchema.parse(Item ?? {});
  return [...days].toSorted().toReversed();
}

const daysKey = (list: string) => ({ pk: "DAYS", sk: list });
