import { randomUUID } from "node:crypto";

import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll } from "vitest";

import { ensureJobsTable } from "../aws/ensure-jobs-table.ts";
import { startDynamodb } from "./start-dynamodb.ts";

/** An engine for the tests of one file, started before the first and ended after the last. */
export function useDynamodb(): {
  client: () => DynamoDBClient;
  newTable: () => Promise<string>;
} {
  let dynamodb: Awaited<ReturnType<typeof startDynamodb>> | undefined;

  beforeAll(async () => {
    dynamodb = await startDynamodb();
  });
  afterAll(() => dynamodb?.close());

  function client(): DynamoDBClient {
    if (dynamodb === undefined) throw new Error("the engine has not started");
    return dynamodb.client;
  }
  return {
    client,
    async newTable() {
      const tableName = `jobs-${randomUUID()}`;
      await ensureJobsTable(tableName, client());
      return tableName;
    },
  };
}
