import { api, stageName } from "./api.ts";
import { accountId, functionName, partition } from "./context.ts";
import { deadLetters, rules } from "./events.ts";
import { settings } from "./settings.ts";

// Not alias/aws/sns: CloudWatch may not use the AWS managed key, and the alarm's action would fail.
const alertsKey = new aws.kms.Key("AlertsKey", {
  enableKeyRotation: true,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["kms:*"],
        resources: ["*"], // in a key policy: this key
        principals: [
          { type: "AWS", identifiers: [$interpolate`arn:${partition}:iam::${accountId}:root`] },
        ],
      },
      {
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources: ["*"],
        principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
        conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
      },
    ],
  }).json,
});
export const alerts = new aws.sns.Topic("Alerts", { kmsMasterKeyId: alertsKey.arn });
if (settings.alarmEmail !== undefined) {
  new aws.sns.TopicSubscription("AlertsEmail", {
    topic: alerts.arn,
    protocol: "email",
    endpoint: settings.alarmEmail,
  });
}

const once = {
  period: 300,
  evaluationPeriods: 1,
  statistic: "Sum",
  threshold: 1,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching",
  alarmActions: [alerts.arn],
};

// A job that fails is no error of its function; one of these is a bug or AWS's trouble.
for (const name of ["run-sync", "run-callback", "run-await", "task-state", "sweep", "api"]) {
  for (const metricName of ["Errors", "Throttles"]) {
    new aws.cloudwatch.MetricAlarm(`${name}${metricName}`, {
      ...once,
      alarmDescription: `${metricName} of ${functionName(name)}: see its log group.`,
      namespace: "AWS/Lambda",
      metricName,
      dimensions: { FunctionName: functionName(name) },
    });
  }
}
new aws.cloudwatch.MetricAlarm("SweepMissing", {
  ...once,
  alarmDescription: "The sweep has not run for five minutes: jobs that lost an event wait.",
  namespace: "AWS/Lambda",
  metricName: "Invocations",
  dimensions: { FunctionName: functionName("sweep") },
  comparisonOperator: "LessThanThreshold",
  treatMissingData: "breaching",
});
new aws.cloudwatch.MetricAlarm("TaskStateUndelivered", {
  ...once,
  alarmDescription:
    "Events did not reach task-state, or it failed at them; they are in its dead-letter queue.",
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: deadLetters.nodes.queue.name },
  statistic: "Maximum",
});
for (const RuleName of Object.values(rules)) {
  new aws.cloudwatch.MetricAlarm(`${RuleName}Refused`, {
    ...once,
    alarmDescription: "EventBridge could not invoke task-state.",
    namespace: "AWS/Events",
    metricName: "FailedInvocations",
    dimensions: { RuleName },
  });
}
new aws.cloudwatch.MetricAlarm("ApiServerErrors", {
  ...once,
  alarmDescription: "The API answered 5xx.",
  namespace: "AWS/ApiGateway",
  metricName: "5XXError",
  dimensions: { ApiName: api.nodes.api.name, Stage: stageName },
});
