import { existsSync, writeFileSync } from "node:fs";

import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { awsPorts } from "@longhaul/core/aws/aws-ports";
import { parseResources } from "@longhaul/core/aws/resources";
import type { Tasks } from "@longhaul/core/worker-task/tasks";

import { runAwait } from "../workflow/run-await.ts";

const ports = awsPorts(parseResources(process.env));
const marker = process.env["LONGHAUL_TEST_MARKER"] ?? "";

/** Dies right after ECS took the first task, before anybody could note it. */
const tasks: Tasks = {
  ...ports.tasks,
  async run(request) {
    const started = await ports.tasks.run(request);
    if (existsSync(marker)) return started;
    writeFileSync(marker, "died");
    process.kill(process.pid, "SIGKILL");
    return started;
  },
};

export const handler = withDurableExecution(runAwait({ ...ports, tasks }));
