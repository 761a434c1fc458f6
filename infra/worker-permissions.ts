import { accountId, functionArn, partition, region, writeLogs } from "./context.ts";
import { settings } from "./settings.ts";
import { tableAccess } from "./storage.ts";

// Named one by one: the task's two roles have them, and so have the endpoints through which its calls go.

export const workerLogGroup = `/ecs/${$app.name}-${$app.stage}-worker`;

export const useTable = tableAccess(
  "GetItem",
  "PutItem",
  "UpdateItem",
  "ConditionCheckItem",
  "Query",
);

export const answerCallbacks = {
  actions: [
    "lambda:SendDurableExecutionCallbackSuccess",
    "lambda:SendDurableExecutionCallbackFailure",
    "lambda:SendDurableExecutionCallbackHeartbeat",
  ],
  // Lambda authorises these against <function ARN>:<version>/durable-execution/…
  resources: [$interpolate`${functionArn("run-await")}:*`],
};

export const readInputs = settings.inputBuckets.map((bucket) => ({
  actions: ["s3:GetObject"],
  resources: [$interpolate`arn:${partition}:s3:::${bucket}/*`],
}));

/** What Fargate does with the execution role before the container runs. */
export const pullImage = [
  // AWS knows no resource for this action.
  { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
  {
    actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
    // SST pushes the images of every app in the account to this one.
    resources: [$interpolate`arn:${partition}:ecr:${region}:${accountId}:repository/sst-asset`],
  },
];

export const writeTaskLogs = writeLogs(workerLogGroup);
