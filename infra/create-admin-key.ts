import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

import { createApiKey } from "../packages/core/src/api-key/create-api-key.ts";
import { dynamoApiKeyStore } from "../packages/core/src/aws/dynamo-api-key-store.ts";
import { systemClock } from "../packages/core/src/clock.ts";

/** `create-admin-key.ts <table>`: the first key of a new stack, which has nobody yet who could ask the API for one. */
const tableName = process.argv[2];
if (tableName === undefined) {
  console.error("Name the table, as the deploy printed it: create-admin-key.ts <table>");
  process.exit(2);
}
const ports = {
  apiKeys: dynamoApiKeyStore(new DynamoDBClient(), { tableName }),
  clock: systemClock,
};
const { apiKey } = await createApiKey(ports, { name: "first admin", role: "admin" }, "deploy");
console.log(apiKey);
