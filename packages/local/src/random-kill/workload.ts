import { join } from "node:path";

import type { LocalAwsOptions } from "../options.ts";
import { recorder } from "../test/invocations.ts";
import { plain, work } from "./handlers.ts";

const module = join(import.meta.dirname, "handlers.ts");

/** A task that says in a file that it began and that it ended, and ticks in between. */
const script = `
echo "start \${ECS_CONTAINER_METADATA_URI_V4##*/}" >> "$1/task-lines"
tick=1
while [ $tick -le $TICKS ]; do
  echo "tick $tick"
  sleep 0.5
  tick=$((tick + 1))
done
echo "end \${ECS_CONTAINER_METADATA_URI_V4##*/}" >> "$1/task-lines"`;

/** What the server of the test runs. */
export function optionsOf(folder: string): Partial<LocalAwsOptions> {
  const [durable, other] = Object.keys({ work, plain });
  const telling = join(import.meta.dirname, "telling-worker.ts");
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
      recorder("event"),
    ],
    rules: [
      { name: "tasks", pattern: { source: ["aws.ecs"] }, function: "task-state" },
      { name: "events", pattern: { source: ["random.kill"] }, function: "event" },
    ],
    tasks: [
      { family: "worker", command: ["/bin/sh", "-c", script, "worker", folder] },
      {
        family: "telling-worker",
        containerName: "worker",
        command: [process.execPath, telling, folder],
      },
    ],
  };
}
