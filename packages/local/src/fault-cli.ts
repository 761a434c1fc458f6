import { runFault } from "./faults/run-fault.ts";

/** What AWS does rarely, as a command. */
runFault(process.argv.slice(2), process.env).then(console.log, (error: unknown) => {
  console.error(`fault: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
