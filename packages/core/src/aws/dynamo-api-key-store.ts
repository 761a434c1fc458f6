import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetCommand, paginateQuery, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";

import {
  type ApiKeyRecord,
  apiKeyRecordSchema,
  type ApiKeyStore,
} from "../api-key/api-key-store.ts";
import { apiKeySchema } from "../api-key/api-key.ts";
import { isConditionFailed } from "./dynamo/conflict.ts";
import { openTable, type Table } from "./dynamo/table.ts";

/** API keys in the same table as the jobs, in one partition: they are few, and a list of them is one Query. */
export function dynamoApiKeyStore(
  client: DynamoDBClient,
  options: { tableName: string },
): ApiKeyStore {
  const table = openTable(client, options);
  return {
    create: (key) => create(table, key),
    get: (keyId) => get(table, keyId),
    list: () => list(table),
    revoke: (keyId, revokedAt) =>
      update(table, keyId, "SET revokedAt = if_not_exists(revokedAt, :at)", revokedAt),
    async touch(keyId, lastUsedAt) {
      await update(table, keyId, "SET lastUsedAt = :at", lastUsedAt);
    },
  };
}

const partition = "API_KEY";
const keyOf = (keyId: string) => ({ pk: partition, sk: keyId });

async function create(table: Table, key: ApiKeyRecord): Promise<void> {
  await table.client.send(
    new PutCommand({
      TableName: table.tableName,
      Item: { ...key, ...keyOf(key.id) },
      ConditionExpression: "attribute_not_exists(pk)",
    }),
  );
}

async function get(table: Table, keyId: string): Promise<ApiKeyRecord | undefined> {
  const { Item } = await table.client.send(
    // A key that was just revoked must not pass.
    new GetCommand({ TableName: table.tableName, Key: keyOf(keyId), ConsistentRead: true }),
  );
  return Item && apiKeyRecordSchema.parse(Item);
}

async function list(table: Table) {
  const keys = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.tableName,
      KeyConditionExpression: "pk = :partition",
      ExpressionAttributeValues: { ":partition": partition },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) {
    keys.push(...(page.Items ?? []).map((item) => apiKeySchema.parse(item)));
  }
  return keys.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** False: there is no such key. */
async function update(
  table: Table,
  keyId: string,
  expression: string,
  at: string,
): Promise<boolean> {
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: keyOf(keyId),
        UpdateExpression: expression,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":at": at },
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
