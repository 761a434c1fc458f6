import { join } from "node:path";

import type { LocalAwsOptions } from "../options.ts";
import { recorder } from "../test/invocations.ts";
import { plain, work } from "./handlers.ts";

const module = join(import.meta.dirname, "handlers.ts");

/** A task that says in a file that it began and that it ended. */
const script = `
echo up
echo "start \${ECS_CONTAINER_METADATA_URI_V4##*/}" >> "$1/task-lines"
sleep 2
echo done
echo "end \${ECS_CONTAINER_METADATA_URI_V4##*/}" >> "$1/task-lines"`;

/** What the server of the test runs. */
export function optionsOf(folder: string): Partial<LocalAwsOptions> {
  const [durable, other] = Object.keys({ work, plain });
  return {
    functions: [
      {
        name: durable ?? "",
        module,
        export: durable ?? "",
        durable: { executionTimeoutSeconds: 3_600, retentionPeriodInDays: 1 },
      },
      { name: other ?? "", module, export: other ?? "" },
      recorder("task-state"),
    ],
    rules: [{ name: "tasks", pattern: { source: ["aws.ecs"] }, function: "task-state" }],
    tasks: [{ family: "worker", command: ["/bin/sh", "-c", script, "worker", folder] }],
  };
}
