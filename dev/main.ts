import { parseArgs } from "node:util";

import { readSettings } from "./settings.ts";

/** The whole product on this machine: `npm start`, and `npm run dev` with reload on change. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { watch: { type: "boolean", default: false } } });
  const settings = readSettings(process.env);
  // A person reads this terminal: the API's line per request stays out of it. Read when the logger is made.
  process.env["POWERTOOLS_LOG_LEVEL"] ??= "WARN";
  const { startLonghaul } = await import("./start-longhaul.ts");
  const longhaul = await startLonghaul({ ...settings, watch: values.watch });

  const stop = (signal: NodeJS.Signals) => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    console.log(`\n${signal}: stopping; the next start goes on where this one ends.`);
    longhaul.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** What a person can act on, in one line; the stack only when asked for. */
function fail(error: unknown): never {
  const isAskedFor = process.env["LONGHAUL_DEBUG"] !== undefined;
  const message = error instanceof Error ? error.message : String(error);
  console.error(`longhaul: ${isAskedFor && error instanceof Error ? error.stack : message}`);
  process.exit(1);
}

main().catch(fail);
