import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startLocalAws } from "@longhaul/local/start";

/** A DynamoDB of its own for one test file: that of the local AWS. */
export async function startDynamodb(): Promise<{
  client: DynamoDBClient;
  close(): Promise<void>;
}> {
  const dataDir = await mkdtemp(join(tmpdir(), "longhaul-core-"));
  const aws = await startLocalAws({ dataDir });
  const client = new DynamoDBClient({
    endpoint: aws.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return {
    client,
    async close() {
      client.destroy();
      await aws.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
