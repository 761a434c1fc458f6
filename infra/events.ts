import { accountId, functionName, partition, region } from "./context.ts";
import { runAwait, runCallback, runSync } from "./durable.ts";
import {
  executionEnvironment,
  readHistory,
  startCallbackExecution,
  wakeExecution,
} from "./executions.ts";
import { tableAccess, tableEnvironment } from "./storage.ts";
import { readLogs, stopTask, taskEnvironment } from "./tasks.ts";
import { cluster } from "./worker.ts";

/** What EventBridge could not deliver, and what task-state failed at again and again. */
export const deadLetters = new sst.aws.Queue("TaskStateDeadLetters", {
  transform: { queue: { messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true } },
});

const bus = $interpolate`arn:${partition}:events:${region}:${accountId}:event-bus/default`;
const target = {
  retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
  deadLetterConfig: { arn: deadLetters.arn },
};

/** Named here: SST does not hand out the rule of a function that it knows by its ARN. */
export const rules = {
  tasks: functionName("task-events"),
  executions: functionName("run-events"),
};

const taskState = sst.aws.Bus.subscribe(
  "TaskState",
  bus,
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
      stopTask,
      { actions: ["sqs:SendMessage"], resources: [deadLetters.arn] },
    ],
    transform: {
      // EventBridge is done when Lambda has taken the event: without this, one that fails here would be gone.
      eventInvokeConfig: {
        destinationConfig: { onFailure: { destination: deadLetters.arn } },
      },
    },
  },
  {
    pattern: {
      source: ["aws.ecs"],
      detailType: ["ECS Task State Change"],
      detail: { clusterArn: [cluster.nodes.cluster.arn] },
    },
    transform: { target, rule: { name: rules.tasks } },
  },
);

/** An execution that ends well has finished its job; of the others, a job may be left behind. */
sst.aws.Bus.subscribe(
  "ExecutionState",
  bus,
  taskState.nodes.function.apply((handler) => handler.arn),
  {
    pattern: {
      source: ["aws.lambda"],
      detailType: ["Durable Execution Status Change"],
      detail: {
        functionArn: [runSync, runCallback, runAwait].map(({ arn }) => ({
          prefix: $interpolate`${arn}:`,
        })),
        status: ["FAILED", "TIMED_OUT", "STOPPED"],
      },
    },
    transform: { target, rule: { name: rules.executions } },
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
          {
            test: "ArnEquals",
            variable: "aws:SourceArn",
            values: Object.values(rules).map(
              (rule) => $interpolate`arn:${partition}:events:${region}:${accountId}:rule/${rule}`,
            ),
          },
        ],
      },
    ],
  }).json,
});
