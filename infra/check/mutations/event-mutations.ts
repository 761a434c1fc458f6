import type { Mutation } from "./mutation.ts";

const tasks = "every state of every task of the cluster reaches task-state, and of no other";
const executions =
  "an execution of ours that ends badly reaches task-state, and of no other function";
const bothTried = "an event that cannot be delivered is tried for an hour, then kept for 14 days";
const invoke =
  "only these two rules may invoke task-state, and only the REST API the API's function";
const kept = "an event at which task-state fails three times is kept as well";
const deadLetters = "only those rules may put something into the dead-letter queue";
const sweep = "the sweep runs every minute";

/** Of events, the queue for those that got lost, and the sweep. */
export const eventMutations: Mutation[] = [
  {
    file: "infra/events.ts",
    from: "detail: { clusterArn: [cluster.nodes.cluster.arn] },",
    to: "",
    fails: "every state of every task of the cluster reaches task-state, and of no other",
  },
  {
    file: "infra/events.ts",
    from: "detail: { clusterArn: [cluster.nodes.cluster.arn] },",
    to: 'detail: { clusterArn: [cluster.nodes.cluster.arn], lastStatus: ["RUNNING"] },',
    fails: "every state of every task of the cluster reaches task-state, and of no other",
  },
  {
    file: "infra/events.ts",
    from: '["FAILED", "TIMED_OUT", "STOPPED"]',
    to: '["FAILED", "TIMED_OUT"]',
    fails: "an execution of ours that ends badly reaches task-state, and of no other function",
  },
  {
    file: "infra/events.ts",
    from: "[runSync, runCallback, runAwait].map",
    to: "[runSync, runCallback].map",
    fails: "an execution of ours that ends badly reaches task-state, and of no other function",
  },
  {
    file: "infra/events.ts",
    from: "new aws.sqs.QueuePolicy(",
    to: 'new aws.lambda.Permission("Anyone", { action: "lambda:InvokeFunction", function: taskState.nodes.function.arn, principal: "*" });\nnew aws.sqs.QueuePolicy(',
    fails: "only these two rules may invoke task-state, and only the REST API the API's function",
  },
  {
    file: "infra/events.ts",
    from: "  deadLetterConfig: { arn: deadLetters.arn },\n",
    to: "",
    fails: "an event that cannot be delivered is tried for an hour, then kept for 14 days",
  },
  {
    file: "infra/events.ts",
    from: "maximumEventAgeInSeconds: 3600",
    to: "maximumEventAgeInSeconds: 60",
    fails: "an event that cannot be delivered is tried for an hour, then kept for 14 days",
  },
  {
    file: "infra/events.ts",
    from: "messageRetentionSeconds: 1_209_600",
    to: "messageRetentionSeconds: 3600",
    fails: "an event that cannot be delivered is tried for an hour, then kept for 14 days",
  },
  {
    file: "infra/events.ts",
    from: "sqsManagedSseEnabled: true",
    to: "sqsManagedSseEnabled: false",
    fails: "an event that cannot be delivered is tried for an hour, then kept for 14 days",
  },
  {
    file: "infra/events.ts",
    from: "destinationConfig: { onFailure: { destination: deadLetters.arn } },",
    to: "",
    fails: "an event at which task-state fails three times is kept as well",
  },
  {
    file: "infra/events.ts",
    from: "    retries: 2,",
    to: "    retries: 0,",
    fails: "an event at which task-state fails three times is kept as well",
  },
  {
    file: "infra/events.ts",
    from: "values: Object.values(rules)",
    to: "values: [rules.tasks]",
    fails: "only those rules may put something into the dead-letter queue",
  },
  {
    file: "infra/sweep.ts",
    from: "rate(1 minute)",
    to: "rate(1 hour)",
    fails: "the sweep runs every minute",
  },
  { file: "infra/sweep.ts", from: "  retries: 2,", to: "", fails: "the sweep runs every minute" },
  {
    file: "infra/sweep.ts",
    from: '    name: functionName("sweep"),\n',
    to: "",
    refused: "a name: its role is made for its log group",
  },
  {
    file: "infra/events.ts",
    from: "rule: { name: rules.tasks }",
    to: 'rule: { name: rules.tasks, eventBusName: "other" }',
    fails: tasks,
  },
  {
    file: "infra/events.ts",
    from: "rule: { name: rules.tasks }",
    to: 'rule: { name: rules.tasks, state: "DISABLED" }',
    fails: tasks,
  },
  {
    file: "infra/events.ts",
    from: "rule: { name: rules.executions }",
    to: 'rule: { name: rules.executions, state: "DISABLED" }',
    fails: executions,
  },
  {
    file: "infra/events.ts",
    from: "      detail: { clusterArn: [cluster.nodes.cluster.arn] },",
    to: "      detail: { clusterArn: [`${cluster.nodes.cluster.arn}`.slice(0, 0)] },",
    fails: tasks,
  },
  {
    file: "infra/defaults.ts",
    from: "$transform(sst.aws.Function,",
    to: "$transform(aws.lambda.Permission, (args) => { args.sourceArn = undefined; });\n$transform(sst.aws.Function,",
    fails: invoke,
  },
  {
    file: "infra/events.ts",
    from: "maximumRetryAttempts: 10",
    to: "maximumRetryAttempts: 0",
    fails: bothTried,
  },
  {
    file: "infra/events.ts",
    from: "const target = {",
    to: 'const target = { arn: "arn:aws:lambda:us-east-1:123456789012:function:other",',
    fails: bothTried,
  },
  {
    file: "infra/events.ts",
    from: "eventInvokeConfig: {",
    to: 'eventInvokeConfig: { functionName: "other",',
    fails: kept,
  },
  {
    file: "infra/events.ts",
    from: "new aws.sqs.QueuePolicy(",
    to: 'new aws.sqs.QueuePolicy("Second", { queueUrl: deadLetters.url, policy: "{}" });\nnew aws.sqs.QueuePolicy(',
    fails: deadLetters,
  },
  {
    file: "infra/events.ts",
    from: 'identifiers: ["events.amazonaws.com"]',
    to: 'identifiers: ["*"]',
    fails: deadLetters,
  },
  {
    file: "infra/sweep.ts",
    from: "  retries: 2,",
    to: "  retries: 2, enabled: false,",
    fails: sweep,
  },
];
