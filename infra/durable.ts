import { functionArn, functionName, logRetention } from "./context.ts";
import { tableAccess, tableEnvironment } from "./storage.ts";
import { describeTasks, readLogs, runTask, stopTask, taskEnvironment } from "./tasks.ts";

/** Durable functions never start executions, but parse the same environment; their own version is not known yet. */
const functionEnvironment = {
  LONGHAUL_FUNCTION_SYNC: `${functionName("run-sync")}:$LATEST`,
  LONGHAUL_FUNCTION_CALLBACK: `${functionName("run-callback")}:$LATEST`,
  LONGHAUL_FUNCTION_AWAIT: `${functionName("run-await")}:$LATEST`,
};

const supervisor = (name: "run-sync" | "run-callback" | "run-await") => ({
  name: functionName(name),
  handler: `packages/durable/src/${name}.lambda.handler`,
  runtime: "nodejs24.x" as const,
  architecture: "arm64" as const,
  memory: "512 MB" as const,
  // A job may last a year; one invocation only starts, looks or ends.
  timeout: { execution: "366 days" as const, invocation: "2 minutes" as const },
  retention: "90 days" as const,
  logging: { format: "json" as const, retention: logRetention } as const,
  // `sst dev` deploys these all the same: one that waits replays whatever code there is when it wakes, and one that wakes
  // while nobody runs `sst dev` would fail.
  dev: false as const,
  environment: { ...tableEnvironment, ...taskEnvironment, ...functionEnvironment },
  permissions: [
    tableAccess("GetItem", "PutItem", "UpdateItem", "Query"),
    ...runTask,
    stopTask,
    {
      actions: ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"],
      resources: [$interpolate`${functionArn(name)}:*`],
    },
    // The callback pattern leaves its task to the stop event and the sweep.
    ...(name === "run-callback" ? [] : [describeTasks, readLogs]),
  ],
});

export const runSync = new sst.aws.Workflow("RunSync", supervisor("run-sync"));
export const runCallback = new sst.aws.Workflow("RunCallback", supervisor("run-callback"));
export const runAwait = new sst.aws.Workflow("RunAwait", supervisor("run-await"));
