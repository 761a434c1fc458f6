import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { LambdaClient } from "@aws-sdk/client-lambda";

import { childEnvironment } from "../../child-environment.ts";
import { Database } from "../../database.ts";
import { createLambda } from "../../lambda/lambda.ts";
import { createLogs } from "../../logs/logs.ts";
import { ManualClock } from "../../manual-clock.ts";
import type { FunctionOptions } from "../../options.ts";
import { startServer } from "../../server.ts";
import type { EventBus, Machine } from "../../service.ts";

type BusEvent = Parameters<EventBus["publish"]>[0];

/**
 * Lambda and Logs behind one port, with a clock that tests move. Without a `dataDir` they have one of their
 * own, which `close` removes.
 */
export async function startLambda(functions: FunctionOptions[], givenDataDir?: string) {
  const dataDir = givenDataDir ?? mkdtempSync(join(tmpdir(), "local-lambda-"));
  const clock = new ManualClock();
  const events: BusEvent[] = [];
  let endpoint = "";
  const region = "eu-central-1";
  const machine: Machine = {
    db: new Database(join(dataDir, "aws.sqlite")),
    clock,
    dataDir,
    region,
    accountId: "123456789012",
    endpoint: () => endpoint,
    environment: () => childEnvironment({ endpoint, region, dataDir, own: { TEST_DIR: dataDir } }),
  };
  const logs = createLogs(machine);
  const lambda = createLambda(machine, functions, logs, { publish: (event) => events.push(event) });
  const server = await startServer({ services: [logs, lambda], db: machine.db, port: 0 });
  endpoint = `http://127.0.0.1:${server.port}`;
  await lambda.resume?.();
  const config = {
    endpoint,
    region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  };
  const client = new LambdaClient(config);
  return {
    endpoint,
    config,
    client,
    clock,
    dataDir,
    events,
    machine,
    lambda,
    async close() {
      client.destroy();
      await server.close();
      await lambda.close?.();
      machine.db.close();
      if (givenDataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type RunningLambda = Awaited<ReturnType<typeof startLambda>>;
