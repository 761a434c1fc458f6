import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { verifyApiKey } from "@longhaul/core/api-key/verify-api-key";
import { dynamoApiKeyStore } from "@longhaul/core/aws/dynamo-api-key-store";
import { ensureJobsTable } from "@longhaul/core/aws/ensure-jobs-table";
import { systemClock } from "@longhaul/core/clock";
import { expect, test } from "vitest";

import { startDynamodb } from "../../packages/core/src/test/start-dynamodb.ts";
import { root } from "./project.ts";

const run = promisify(execFile);

test("the script prints a key with which an admin signs in", async () => {
  const dynamodb = await startDynamodb();
  const { client } = dynamodb;
  try {
    await ensureJobsTable("jobs", client);
    const endpoint = await client.config.endpoint?.();
    const { stdout } = await run(
      process.execPath,
      [join(root, "infra/create-admin-key.ts"), "jobs"],
      {
        env: {
          AWS_ENDPOINT_URL: `http://${endpoint?.hostname}:${endpoint?.port}`,
          AWS_REGION: "us-east-1",
          AWS_ACCESS_KEY_ID: "test",
          AWS_SECRET_ACCESS_KEY: "test",
        },
      },
    );

    const ports = { apiKeys: dynamoApiKeyStore(client, { tableName: "jobs" }), clock: systemClock };
    expect(await verifyApiKey(ports, stdout.trim())).toMatchObject({ role: "admin" });
  } finally {
    await dynamodb.close();
  }
});
