import { parseArgs } from "node:util";

import { readConfig } from "./read-config.ts";
import { startLocalAws } from "./start.ts";

const usage = "usage: npm run local-aws -- --config FILE [--port N] [--data-dir FOLDER]";

/** The local AWS as a command. */
async function main(): Promise<void> {
  const args = readArguments();
  if (args === undefined) {
    console.log(usage);
    return;
  }
  const { config, port, "data-dir": dataDir } = args;
  const options = await readConfig(config);
  const local = await startLocalAws({
    ...options,
    ...(port === undefined ? {} : { port }),
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  const stop = () => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    local.close().then(() => process.exit(0), fail);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Whoever reads it may end us at once.
  console.log(local.endpoint);
}

/** Undefined: help. */
function readArguments() {
  const { help, config, ...values } = parse();
  if (help === true) return undefined;
  if (config === undefined) throw new Error(usage);
  const port = values.port === undefined ? undefined : Number(values.port);
  const isPort = port === undefined || (/^\d+$/.test(values.port ?? "") && port <= 65_535);
  if (!isPort) {
    throw new Error(`--port must be a number from 0 to 65535, not "${values.port}"`);
  }
  if (values["data-dir"] === "") throw new Error("--data-dir must name a folder");
  return { ...values, config, port };
}

function parse() {
  const text = { type: "string" } as const;
  const help = { type: "boolean", short: "h" } as const;
  try {
    return parseArgs({ options: { config: text, port: text, "data-dir": text, help } }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`${reason}; ${usage}`, { cause: error });
  }
}

function fail(error: unknown): never {
  console.error(`local-aws: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

main().catch(fail);
