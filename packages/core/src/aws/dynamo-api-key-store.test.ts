import { apiKeyStoreContract } from "../api-key/api-key-store.contract.ts";
import { useDynamodb } from "../test/use-dynamodb.ts";
import { dynamoApiKeyStore } from "./dynamo-api-key-store.ts";

const { client, newTable } = useDynamodb();

apiKeyStoreContract("dynamoApiKeyStore", async () => ({
  store: dynamoApiKeyStore(client(), { tableName: await newTable() }),
}));
