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
  codeFolder: string;
  snapshot: string | undefined;
  mark: string;
  environment: Record<string, string>;
  /** Invocations that it may run at a time. */
  capacity: number;
}): ChildProcess {
  const { module, exportName, mark, environment } = options;
  const code = [options.codeFolder, options.snapshot ?? ""];
  // A heap that grows slowly, with a nursery for what it runs at a time: there are several of these processes.
  const nurseryMb = options.capacity === 1 ? 2 : 8;
  return spawn(
    process.execPath,
    [
      `--max-semi-space-size=${nurseryMb}`,
      "--heap-growing-percent=100",
      hostFile,
      module,
      exportName,
      ...code,
      mark,
    ],
    {
      env: environment,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
}
