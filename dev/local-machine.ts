import { fileURLToPath } from "node:url";

import type { LocalAwsOptions } from "../packages/local/src/options.ts";
import type { Settings } from "./settings.ts";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const region = "us-east-1";
export const tableName = "longhaul-jobs";

/** The data files that the sample job may read. */
const sampleData = at("node_modules/vega-datasets/data");

const durable = { executionTimeoutSeconds: 366 * 24 * 3600, retentionPeriodInDays: 90 };

/** What `infra/` makes on AWS, for the local AWS: the same functions, task, table and rules under the same names. */
export function localMachine(settings: Settings, worker: string): LocalAwsOptions {
  return {
    dataDir: settings.dataDir,
    port: settings.awsPort,
    region,
    clusters: ["longhaul"],
    // A tenth of Fargate's own pace would still make a newcomer wait five seconds for the first line.
    ecsPace: 0,
    environment: {
      ...productEnvironment,
      ...(settings.dynamoDbEndpoint !== undefined && {
        AWS_ENDPOINT_URL_DYNAMODB: settings.dynamoDbEndpoint,
      }),
    },
    functions: [
      durableFunction("run-sync"),
      durableFunction("run-callback"),
      durableFunction("run-await"),
      plainFunction("task-state", 30),
      plainFunction("sweep", 300),
    ],
    tasks: [
      {
        family: "longhaul-worker",
        containerName: "worker",
        command: ["node", worker],
        logGroup: "/ecs/longhaul-worker",
        logStreamPrefix: "ecs",
        stopTimeoutSeconds: 30,
        environment: {
          LONGHAUL_FILE_ROOTS: [sampleData, ...settings.fileRoots].join(":"),
          LONGHAUL_ALLOWED_COMMANDS: "*",
          LONGHAUL_STOP_TIMEOUT_SECONDS: "30",
        },
      },
    ],
    rules: [
      {
        name: "longhaul-task-state",
        pattern: { source: ["aws.ecs"], "detail-type": ["ECS Task State Change"] },
        function: "longhaul-task-state",
      },
      {
        name: "longhaul-run-events",
        pattern: {
          source: ["aws.lambda"],
          "detail-type": ["Durable Execution Status Change"],
          detail: { status: ["FAILED", "TIMED_OUT", "STOPPED"] },
        },
        function: "longhaul-task-state",
      },
      { name: "longhaul-sweep", schedule: "rate(10 seconds)", function: "longhaul-sweep" },
    ],
  };
}

/** What the production code reads; on AWS `infra/` sets the same. */
export const productEnvironment = {
  LONGHAUL_TABLE: tableName,
  LONGHAUL_CLUSTER: "longhaul",
  LONGHAUL_TASK_FAMILY: "longhaul-worker",
  LONGHAUL_CONTAINER: "worker",
  LONGHAUL_SUBNETS: "",
  LONGHAUL_SECURITY_GROUPS: "",
  LONGHAUL_ASSIGN_PUBLIC_IP: "false",
  LONGHAUL_LOG_GROUP: "/ecs/longhaul-worker",
  LONGHAUL_LOG_STREAM_PREFIX: "ecs",
  LONGHAUL_FUNCTION_SYNC: "longhaul-run-sync:$LATEST",
  LONGHAUL_FUNCTION_CALLBACK: "longhaul-run-callback:$LATEST",
  LONGHAUL_FUNCTION_AWAIT: "longhaul-run-await:$LATEST",
};

function durableFunction(name: string) {
  return { ...plainFunction(name, 120), durable };
}

function plainFunction(name: string, timeoutSeconds: number) {
  return {
    name: `longhaul-${name}`,
    module: at(`packages/durable/src/${name}.lambda.ts`),
    export: "handler",
    timeoutSeconds,
  };
}
