import { CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import {
  DynamoDBClient,
  paginateQuery,
  paginateScan,
  type AttributeValue,
} from "@aws-sdk/client-dynamodb";

import { written, type ClientConfig } from "./writes.ts";

export interface WritesAccount {
  /** By id. */
  items: Map<string, Record<string, AttributeValue>>;
  /** The ids that the index knows. */
  indexed: string[];
  lines: string[];
}

/** All that is there of what was written. */
export async function accountOfWrites(config: ClientConfig): Promise<WritesAccount> {
  const dynamo = new DynamoDBClient(config);
  const logs = new CloudWatchLogsClient(config);
  const { table: TableName, index: IndexName, group: logGroupName } = written;
  const account: WritesAccount = { items: new Map(), indexed: [], lines: [] };
  const scan = { TableName, ConsistentRead: true, Limit: 500 };
  for await (const page of paginateScan({ client: dynamo }, scan)) {
    for (const item of page.Items ?? []) account.items.set(item["id"]?.S ?? "", item);
  }
  for (const kind of ["item", "left", "right", "claim"]) {
    const query = {
      TableName,
      IndexName,
      Limit: 500,
      KeyConditionExpression: "kind = :kind",
      ExpressionAttributeValues: { ":kind": { S: kind } },
    };
    for await (const page of paginateQuery({ client: dynamo }, query)) {
      account.indexed.push(...(page.Items ?? []).map((item) => item["id"]?.S ?? ""));
    }
  }
  for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName })) {
    account.lines.push(...(page.events?.map(({ message }) => message ?? "") ?? []));
  }
  dynamo.destroy();
  logs.destroy();
  return account;
}
