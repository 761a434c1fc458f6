import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoJobStore } from "@longhaul/core/aws/dynamo-job-store";
import { parseEnvironment, tableSchema } from "@longhaul/core/aws/resources";
import { systemClock } from "@longhaul/core/clock";
import { log } from "@longhaul/core/log";
import { jobRuns } from "@longhaul/jobs/job-runs";

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
  if (process.argv.includes("--load-all")) return loadAll();
  const { work, ...settings } = parseEnvironment(environment, process.env);
  const { signal } = listenForShutdown(settings);
  const ports = {
    jobs: dynamoJobStore(new DynamoDBClient(client), settings),
    executions: lazyExecutions(loadExecutions),
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

async function loadExecutions() {
  const { callbackExecutions } = await import("@longhaul/core/aws/callback-executions");
  return callbackExecutions(client);
}

/** `--load-all`: does no job, but leaves what any job may need in node's compile cache. */
async function loadAll(): Promise<number> {
  await Promise.all([loadExecutions(), ...[...jobRuns.values()].map((load) => load())]);
  return 0;
}

/** Neither is for programs: whoever knows the callback's id can end the job, and the cache is the worker's. */
const ownVariables = ["LONGHAUL_CALLBACK_ID", "NODE_COMPILE_CACHE"];

function environmentForPrograms(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || ownVariables.includes(name) ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    log.error("worker.failed", { error: String(error) });
    process.exit(1);
  },
);
