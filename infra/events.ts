import { accountId, functionName, partition, region } from "./context.ts";
import {
  executionEnvironment,
  readHistory,
  startCallbackExecution,
  wakeExecution,
} from "./executions.ts";
import { tableAccess, tableEnvironment } from "./storage.ts";
import { readLogs, taskEnvironment } from "./tasks.ts";
import { cluster } from "./worker.ts";

export const deadLetters = new sst.aws.Queue("TaskStateDeadLetters", {
  transform: { queue: { messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true } },
});

export const taskState = sst.aws.Bus.subscribe(
  "TaskState",
  $interpolate`arn:${partition}:events:${region}:${accountId}:event-bus/default`,
  {
    name: functionName("task-state"),
    handler: "packages/durable/src/task-state.lambda.handler",
    memory: "512 MB",
    timeout: "30 seconds",
    retries: 2,
    environment: { ...tableEnvironment, ...taskEnvironment, ...executionEnvironment },
    permissions: [
      tableAccess("GetItem", "PutItem", "UpdateItem", "Query"),
      startCallbackExecution,
      wakeExecution,
      readHistory,
      readLogs,
    ],
  },
  {
    pattern: {
      source: ["aws.ecs"],
      detailType: ["ECS Task State Change"],
      detail: { clusterArn: [cluster.nodes.cluster.arn] },
    },
    transform: {
      target: (args) => {
        args.retryPolicy = { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 };
        args.deadLetterConfig = { arn: deadLetters.arn };
      },
    },
  },
);

// A rule may put what it could not deliver there only if the queue says so.
new aws.sqs.QueuePolicy("TaskStateDeadLettersPolicy", {
  queueUrl: deadLetters.url,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["sqs:SendMessage"],
        resources: [deadLetters.arn],
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        conditions: [
          { test: "ArnEquals", variable: "aws:SourceArn", values: [taskState.nodes.rule.arn] },
        ],
      },
    ],
  }).json,
});
