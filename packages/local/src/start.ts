import { accessSync, constants, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { childEnvironment } from "./child-environment.ts";
import { systemClock } from "./clock.ts";
import { composeServices } from "./compose-services.ts";
import { Database } from "./database.ts";
import { keepPort, lastPort } from "./last-port.ts";
import { lockDataDir } from "./lock-data-dir.ts";
import { MemoryWatch } from "./memory/memory-watch.ts";
import type { LocalAwsOptions } from "./options.ts";
import { startServer } from "./server.ts";
import type { Machine, Service } from "./service.ts";

export interface LocalAws {
  /** For AWS_ENDPOINT_URL. */
  endpoint: string;
  /** Stops schedules and tasks first, which may save their work in the rest. */
  close(): Promise<void>;
}

/**
 * Starts AWS on this machine: Lambda, ECS, EventBridge, CloudWatch Logs and DynamoDB on one port of 127.0.0.1.
 * Goes on with whatever an earlier server left in `dataDir`. Rejects with an Error that says what to do.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  // What is opened is closed in reverse, at once if the rest does not come up.
  await using opening = new AsyncDisposableStack();
  const dataDir = resolve(options.dataDir);
  makeDataDir(dataDir);
  opening.defer(lockDataDir(dataDir));
  const db = new Database(join(dataDir, "aws.sqlite"));
  opening.defer(() => db.close());
  const region = options.region ?? "us-east-1";
  let endpoint = "";
  const machine: Machine = {
    db,
    clock: options.clock ?? systemClock,
    memory: new MemoryWatch(),
    dataDir,
    region,
    accountId: options.accountId ?? "000000000000",
    endpoint: () => endpoint,
    environment: () => childEnvironment({ endpoint, region, own: options.environment ?? {} }),
    answer: (request) => server.answer(request),
    answerOn: (port) => server.listenAlso(port),
  };
  const { dynamoDb, others, beforeCall } = composeServices(machine, options);
  await open("DynamoDB", dynamoDb, dataDir, opening);
  const services = [dynamoDb, ...Object.values(others)];
  const server = await startServer({
    services,
    db,
    port: options.port ?? 0,
    preferredPort: lastPort(dataDir),
    beforeCall,
  });
  opening.defer(() => server.close());
  keepPort(dataDir, server.port);
  endpoint = `http://127.0.0.1:${server.port}`;
  for (const [name, service] of Object.entries(others)) {
    await open(name, service, dataDir, opening);
  }
  const opened = opening.move();
  return { endpoint, close: () => opened.disposeAsync() };
}

async function open(
  name: string,
  service: Service,
  dataDir: string,
  opening: AsyncDisposableStack,
): Promise<void> {
  opening.defer(() => service.close?.());
  try {
    await service.resume?.();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} cannot go on with what is in ${dataDir}: ${why}`, { cause: error });
  }
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot use the data folder: ${reason}; choose another`, { cause: error });
  }
}
