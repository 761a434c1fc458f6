import { functionName, logRetention } from "./context.ts";
import { executionEnvironment, readHistory, startExecution, stopExecution } from "./executions.ts";
import { router } from "./router.ts";
import { queryIndexes, tableAccess, tableEnvironment } from "./storage.ts";
import { readLogs, stopTask, taskEnvironment } from "./tasks.ts";

export const sessionSecret = new sst.Secret("SessionSecret");

export const api = new sst.aws.ApiGatewayV1("Api", {
  // An edge endpoint cuts a silent stream after 30 seconds, a regional one after 5 minutes.
  endpoint: { type: "regional" },
  cors: false, // one origin with the dashboard, behind the Router
  accessLog: { retention: logRetention },
});

// API Gateway's own limit would cut every stream after 29 seconds; SST leaves it at that.
$transform(aws.apigateway.Integration, (args) => {
  args.timeoutMilliseconds = 300_000;
});

// One route for everything: a REST API prefers a more specific resource even when it has no methods.
api.route("ANY /{proxy+}", {
  name: functionName("api"),
  handler: "packages/api/src/api.lambda.handler",
  streaming: true,
  timeout: "5 minutes",
  memory: "512 MB",
  environment: {
    ...tableEnvironment,
    ...taskEnvironment,
    ...executionEnvironment,
    LONGHAUL_SESSION_SECRET: sessionSecret.value,
    // API Gateway sees its own host name, the browser that of the Router.
    LONGHAUL_ORIGINS: router.url,
  },
  permissions: [
    tableAccess("GetItem", "BatchGetItem", "PutItem", "UpdateItem", "Query"),
    queryIndexes("byDay", "byStatus", "byType", "byChange"),
    startExecution,
    readHistory,
    stopExecution,
    stopTask,
    readLogs,
  ],
});
api.deploy();

export const stageName = api.nodes.stage?.stageName ?? $app.stage;

new aws.apigateway.MethodSettings("ApiMethodSettings", {
  restApi: api.nodes.api.id,
  stageName,
  methodPath: "*/*",
  settings: { metricsEnabled: true, throttlingRateLimit: 50, throttlingBurstLimit: 100 },
});
