import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECSClient } from "@aws-sdk/client-ecs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import type { LocalAwsOptions } from "@longhaul/local/options";
import { startLocalAws } from "@longhaul/local/start";

/** A local AWS of its own for one test file, and clients of it. */
export async function startLocalClients(options: Omit<LocalAwsOptions, "dataDir">) {
  const dataDir = await mkdtemp(join(tmpdir(), "longhaul-core-"));
  const aws = await startLocalAws({ dataDir, ecsPace: 0, ...options });
  const config = {
    endpoint: aws.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  return {
    endpoint: aws.endpoint,
    lambda: new LambdaClient(config),
    ecs: new ECSClient(config),
    logs: new CloudWatchLogsClient(config),
    async close() {
      await aws.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type LocalClients = Awaited<ReturnType<typeof startLocalClients>>;
