import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";

import { jobsTable } from "./jobs-table.ts";

/** Creates the table where it is missing. Safe to repeat, and to call twice at once. */
export async function ensureJobsTable(
  tableName: string,
  client = new DynamoDBClient({}),
): Promise<void> {
  try {
    await client.send(new CreateTableCommand(createTableInput(tableName)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  // The waiter's own first delay is as long as its whole time.
  await waitUntilTableExists(
    { client, minDelay: 1, maxDelay: 2, maxWaitTime: 60 },
    { TableName: tableName },
  );
  const { TimeToLiveDescription: ttl } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: tableName }),
  );
  if (ttl?.TimeToLiveStatus === "ENABLED" || ttl?.TimeToLiveStatus === "ENABLING") return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: tableName,
      TimeToLiveSpecification: { AttributeName: jobsTable.ttl, Enabled: true },
    }),
  );
}

function createTableInput(tableName: string): CreateTableCommandInput {
  const indexes = Object.entries(jobsTable.globalIndexes);
  const keys = [jobsTable.primaryIndex, ...Object.values(jobsTable.globalIndexes)];
  const attributes = new Set(keys.flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey]));
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema(jobsTable.primaryIndex),
    AttributeDefinitions: [...attributes].map((name) => ({
      AttributeName: name,
      AttributeType: "S",
    })),
    GlobalSecondaryIndexes: indexes.map(([name, index]) => ({
      IndexName: name,
      KeySchema: keySchema(index),
      Projection: { ProjectionType: index.projection === "all" ? "ALL" : "KEYS_ONLY" },
    })),
  };
}

const keySchema = (keys: { hashKey: string; rangeKey: string }): KeySchemaElement[] => [
  { AttributeName: keys.hashKey, KeyType: "HASH" },
  { AttributeName: keys.rangeKey, KeyType: "RANGE" },
];
