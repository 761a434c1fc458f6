import { functionName } from "./context.ts";
import {
  executionEnvironment,
  getExecution,
  startExecution,
  stopExecution,
  wakeExecution,
} from "./executions.ts";
import { queryIndexes, tableAccess, tableEnvironment } from "./storage.ts";
import { describeTasks, readLogs, stopTask, taskEnvironment } from "./tasks.ts";

/** What every event missed. */
export const sweep = new sst.aws.CronV2("Sweep", {
  schedule: "rate(1 minute)",
  retries: 2,
  function: {
    name: functionName("sweep"),
    handler: "packages/durable/src/sweep.lambda.handler",
    memory: "512 MB",
    timeout: "5 minutes",
    environment: { ...tableEnvironment, ...taskEnvironment, ...executionEnvironment },
    permissions: [
      tableAccess("GetItem", "BatchGetItem", "PutItem", "UpdateItem", "Query"),
      queryIndexes("byDue"),
      describeTasks,
      stopTask,
      startExecution,
      getExecution,
      stopExecution,
      wakeExecution,
      readLogs,
    ],
  },
});
