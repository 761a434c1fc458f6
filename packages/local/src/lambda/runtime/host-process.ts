import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const hostFile = fileURLToPath(new URL("./function-host.ts", import.meta.url));

/**
 * Starts the process of a function. `mark` stands in its command line, so that a later server can tell it
 * from a stranger with the same pid.
 */
export function startHostProcess(options: {
  module: string;
  exportName: string;
  invokedFunctionArn: string;
  codeFolder: string;
  snapshot: string | undefined;
  mark: string;
  environment: Record<string, string>;
}): ChildProcess {
  const { module, exportName, invokedFunctionArn, mark, environment } = options;
  const code = [options.codeFolder, options.snapshot ?? ""];
  // A small nursery and a heap that grows slowly cost little CPU, and there are several of these processes.
  return spawn(
    process.execPath,
    [
      "--max-semi-space-size=2",
      "--heap-growing-percent=100",
      hostFile,
      module,
      exportName,
      invokedFunctionArn,
      ...code,
      mark,
    ],
    {
      env: environment,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
}
