import { parseArgs } from "node:util";

import { readConfig } from "./read-config.ts";
import { startLocalAws } from "./start.ts";

const usage = "usage: npm run local-aws -- --config FILE [--port N] [--data-dir FOLDER]";

/** The local AWS as a command. */
async function main(): Promise<void> {
  const { config, port, "data-dir": dataDir } = readArguments();
  const options = await readConfig(config);
  const local = await startLocalAws({
    ...options,
    ...(port === undefined ? {} : { port }),
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  console.log(local.endpoint);
  const stop = () => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    local.close().then(() => process.exit(0), fail);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function readArguments(): { config: string; port: number | undefined; "data-dir"?: string } {
  const { values } = parseArgs({
    options: {
      config: { type: "string" },
      port: { type: "string" },
      "data-dir": { type: "string" },
    },
  });
  const { config } = values;
  if (config === undefined) throw new Error(usage);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new Error(`--port must be a number from 0 to 65535, not "${values.port}"`);
  }
  return { ...values, config, port };
}

function fail(error: unknown): never {
  console.error(`local-aws: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

main().catch(fail);
