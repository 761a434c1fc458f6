import { accessSync, constants, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { childEnvironment } from "./child-environment.ts";
import { systemClock } from "./clock.ts";
import { composeServices } from "./compose-services.ts";
import { Database } from "./database.ts";
import { lockDataDir } from "./lock-data-dir.ts";
import type { LocalAwsOptions } from "./options.ts";
import { startServer } from "./server.ts";
import type { Machine, Service } from "./service.ts";

export interface LocalAws {
  /** For AWS_ENDPOINT_URL. */
  endpoint: string;
  close(): Promise<void>;
}

/**
 * Starts AWS on this machine: Lambda, ECS, EventBridge, CloudWatch Logs and DynamoDB on one port of 127.0.0.1.
 * Goes on with whatever an earlier server left in `dataDir`. Rejects with an Error that says what to do.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const dataDir = resolve(options.dataDir);
  makeDataDir(dataDir);
  const unlock = lockDataDir(dataDir);
  const db = new Database(join(dataDir, "aws.sqlite"));
  const region = options.region ?? "us-east-1";
  let endpoint = "";
  const machine: Machine = {
    db,
    clock: options.clock ?? systemClock,
    dataDir,
    region,
    accountId: options.accountId ?? "000000000000",
    endpoint: () => endpoint,
    environment: () =>
      childEnvironment({ endpoint, region, dataDir, own: options.environment ?? {} }),
  };
  let services: Service[] = [];
  try {
    services = composeServices(machine, options);
    const server = await startServer({ services, db, port: options.port ?? 0 });
    endpoint = `http://127.0.0.1:${server.port}`;
    const close = async () => {
      await server.close();
      await closeAll(services, db, unlock);
    };
    try {
      for (const service of services) await service.resume?.();
    } catch (error) {
      await server.close();
      throw error;
    }
    return { endpoint, close };
  } catch (error) {
    await closeAll(services, db, unlock);
    throw error;
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

async function closeAll(services: Service[], db: Database, unlock: () => void): Promise<void> {
  for (const service of services.toReversed()) await service.close?.();
  db.close();
  unlock();
}
