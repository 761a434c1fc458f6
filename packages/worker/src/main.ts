import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoJobStore } from "@longhaul/core/aws/dynamo-job-store";
import { parseEnvironment, tableSchema } from "@longhaul/core/aws/resources";
import { systemClock } from "@longhaul/core/clock";
import { log } from "@longhaul/core/log";

import { environmentSchema } from "./environment.ts";
import { lazyExecutions } from "./lazy-executions.ts";
import { runJob } from "./run-job.ts";
import { listenForShutdown } from "./shutdown.ts";

/** Without limits of their own, one connection that hangs would silence the heartbeat. */
const client = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 5000, requestTimeout: 15_000 },
};

const environment = environmentSchema.and(tableSchema);

async function main(): Promise<number> {
  const { work, ...settings } = parseEnvironment(environment, process.env);
  const { signal } = listenForShutdown(settings);
  const ports = {
    jobs: dynamoJobStore(new DynamoDBClient(client), settings),
    executions: lazyExecutions(async () => {
      const { LambdaClient } = await import("@aws-sdk/client-lambda");
      const { lambdaExecutions } = await import("@longhaul/core/aws/lambda-executions");
      // A worker answers its callback; it starts no execution.
      return lambdaExecutions(new LambdaClient(client), { sync: "", callback: "", await: "" });
    }),
    clock: systemClock,
  };
  return runJob(ports, {
    ...work,
    heartbeatSeconds: settings.heartbeatSeconds,
    settings: { ...settings, environment: environmentForPrograms() },
    signal,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

/** A program has no use for the callback, and whoever knows its id can end the job. */
function environmentForPrograms(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name === "LONGHAUL_CALLBACK_ID" ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

try {
  process.exit(await main());
} catch (error) {
  log.error("worker.failed", { error: String(error) });
  process.exit(1);
}
