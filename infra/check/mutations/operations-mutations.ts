import type { Mutation } from "./mutation.ts";

const alarm = "raise an alarm";
const key = "every alarm goes to a topic whose key";
const outputs = "a deploy says where everything is";

/** Of events, alarms, outputs and what happens to the stage. */
export const operationsMutations: Mutation[] = [
  {
    file: "events.ts",
    from: "detail: { clusterArn: [cluster.nodes.cluster.arn] },",
    to: "",
    fails: "every state of every task of the cluster reaches task-state",
  },
  {
    file: "events.ts",
    from: "detail: { clusterArn: [cluster.nodes.cluster.arn] },",
    to: 'detail: { clusterArn: [cluster.nodes.cluster.arn], lastStatus: ["RUNNING"] },',
    fails: "every state of every task of the cluster reaches task-state",
  },
  {
    file: "events.ts",
    from: '["FAILED", "TIMED_OUT", "STOPPED"]',
    to: '["FAILED", "TIMED_OUT"]',
    fails: "an execution of ours that ends badly reaches task-state",
  },
  {
    file: "events.ts",
    from: "[runSync, runCallback, runAwait].map",
    to: "[runSync, runCallback].map",
    fails: "an execution of ours that ends badly reaches task-state",
  },
  {
    file: "events.ts",
    from: "new aws.sqs.QueuePolicy(",
    to: 'new aws.lambda.Permission("Anyone", { action: "lambda:InvokeFunction", function: taskState.nodes.function.arn, principal: "*" });\nnew aws.sqs.QueuePolicy(',
    fails: "only these two rules may invoke task-state",
  },
  {
    file: "events.ts",
    from: "  deadLetterConfig: { arn: deadLetters.arn },\n",
    to: "",
    fails: "an event that cannot be delivered is tried",
  },
  {
    file: "events.ts",
    from: "maximumEventAgeInSeconds: 3600",
    to: "maximumEventAgeInSeconds: 60",
    fails: "an event that cannot be delivered is tried",
  },
  {
    file: "events.ts",
    from: "messageRetentionSeconds: 1_209_600",
    to: "messageRetentionSeconds: 3600",
    fails: "an event that cannot be delivered is tried",
  },
  {
    file: "events.ts",
    from: "sqsManagedSseEnabled: true",
    to: "sqsManagedSseEnabled: false",
    fails: "an event that cannot be delivered is tried",
  },
  {
    file: "events.ts",
    from: "destinationConfig: { onFailure: { destination: deadLetters.arn } },",
    to: "",
    fails: "an event at which task-state fails three times is kept",
  },
  {
    file: "events.ts",
    from: "    retries: 2,",
    to: "    retries: 0,",
    fails: "an event at which task-state fails three times is kept",
  },
  {
    file: "events.ts",
    from: "values: Object.values(rules)",
    to: "values: [rules.tasks]",
    fails: "only those rules may put something into the dead-letter queue",
  },
  {
    file: "sweep.ts",
    from: "rate(1 minute)",
    to: "rate(1 hour)",
    fails: "the sweep runs every minute",
  },
  { file: "sweep.ts", from: "  retries: 2,", to: "", fails: "the sweep runs every minute" },
  { file: "alarms.ts", from: '"sweep", "api"]', to: '"api"]', fails: "of sweep raise an alarm" },
  {
    file: "alarms.ts",
    from: '["Errors", "Throttles"]',
    to: '["Errors"]',
    fails: "errors and throttles of run-sync raise an alarm",
  },
  {
    file: "alarms.ts",
    from: 'treatMissingData: "breaching"',
    to: 'treatMissingData: "missing"',
    fails: alarm,
  },
  {
    file: "alarms.ts",
    from: '"ApproximateNumberOfMessagesVisible"',
    to: '"NumberOfMessagesSent"',
    fails: alarm,
  },
  {
    file: "alarms.ts",
    from: "of Object.values(rules)",
    to: "of [rules.tasks]",
    fails: alarm,
  },
  { file: "alarms.ts", from: '"5XXError"', to: '"4XXError"', fails: alarm },
  { file: "alarms.ts", from: "alarmActions: [alerts.arn]", to: "alarmActions: []", fails: key },
  {
    file: "alarms.ts",
    from: "kmsMasterKeyId: alertsKey.arn",
    to: 'kmsMasterKeyId: "alias/aws/sns"',
    fails: key,
  },
  { file: "alarms.ts", from: "enableKeyRotation: true,", to: "", fails: key },
  {
    file: "alarms.ts",
    from: '["cloudwatch.amazonaws.com"]',
    to: '["*"]',
    fails: key,
  },
  {
    file: "context.ts",
    from: 'logRetention = "3 months"',
    to: 'logRetention = "forever"',
    fails: "every log group expires",
  },
  {
    file: "context.ts",
    from: "if (tooMany > 0)",
    to: "if (tooMany > 100)",
    fails: "a stage whose name leaves no room",
  },
  {
    file: "context.ts",
    from: "-${name}`;\n  const",
    to: "-of-longhaul-${name}`;\n  const",
    fails: "is too long a name",
    variant: "test",
  },
  {
    file: "tasks.ts",
    from: "LONGHAUL_SECURITY_GROUPS: workerSecurityGroup.id",
    to: "LONGHAUL_SECURITY_GROUPS: `${workerSecurityGroup.id}`",
    fails: "no value that was turned to text before it was known",
  },
  {
    file: "sweep.ts",
    from: '    name: functionName("sweep"),\n',
    to: "",
    fails: "a name: its role is made for its log group",
  },
  {
    file: "../sst.config.ts",
    from: "protect: isProduction",
    to: "protect: false",
    fails: "production keeps its data",
  },
  {
    file: "../sst.config.ts",
    from: 'removal: isProduction ? "retain" : "remove"',
    to: 'removal: "remove"',
    fails: "production keeps its data",
  },
  {
    file: "../sst.config.ts",
    from: 'removal: isProduction ? "retain" : "remove"',
    to: 'removal: "retain"',
    fails: "production keeps its data",
    variant: "test",
  },
  { file: "../sst.config.ts", from: "logGroup: workerLogGroup,", to: "", fails: outputs },
  { file: "../sst.config.ts", from: "...executionArns,", to: "", fails: outputs },
  {
    file: "../sst.config.ts",
    from: "dashboard: router.url",
    to: "dashboard: api.url",
    fails: outputs,
  },
  {
    file: "../sst.config.ts",
    from: "create-admin-key.ts ${table.name}",
    to: "create-admin-key.ts",
    fails: outputs,
  },
];
