import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** What every operation on the table needs. */
export interface Table {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** Days that finished jobs are kept; for good when absent. */
  retentionDays?: number;
  /** The days that this process has noted already. */
  notedDays: Set<string>;
}

export function openTable(
  client: DynamoDBClient,
  { tableName, retentionDays }: { tableName: string; retentionDays?: number },
): Table {
  return {
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    tableName,
    ...(retentionDays !== undefined && { retentionDays }),
    notedDays: new Set(),
  };
}
