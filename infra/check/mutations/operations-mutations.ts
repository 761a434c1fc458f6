import { functions } from "../functions.ts";
import { variants } from "../graph-schema.ts";
import { casesOf } from "./cases-of.ts";
import type { Mutation } from "./mutation.ts";

const alarm = "undelivered events, server errors and a sweep that does not run raise an alarm";
const key = "every alarm goes to a topic whose key CloudWatch may use, and nobody else's";
const outputs = "a deploy says where everything is";
const ofFunctions = casesOf("errors and throttles of %s raise an alarm", functions);
const expires = "every log group expires";
const production =
  "production keeps its data when the stack is removed, and is protected from that";

/** Of events, alarms, outputs and what happens to the stage. */
export const operationsMutations: Mutation[] = [
  {
    file: "infra/alarms.ts",
    from: '"sweep", "api"]',
    to: '"api"]',
    fails: "errors and throttles of sweep raise an alarm",
  },
  {
    file: "infra/alarms.ts",
    from: '["Errors", "Throttles"]',
    to: '["Errors"]',
    fails: ofFunctions,
  },
  {
    file: "infra/alarms.ts",
    from: 'treatMissingData: "breaching"',
    to: 'treatMissingData: "missing"',
    fails: alarm,
  },
  {
    file: "infra/alarms.ts",
    from: '"ApproximateNumberOfMessagesVisible"',
    to: '"NumberOfMessagesSent"',
    fails: alarm,
  },
  {
    file: "infra/alarms.ts",
    from: "of Object.values(rules)",
    to: "of [rules.tasks]",
    fails: alarm,
  },
  { file: "infra/alarms.ts", from: '"5XXError"', to: '"4XXError"', fails: alarm },
  {
    file: "infra/alarms.ts",
    from: "alarmActions: [alerts.arn]",
    to: "alarmActions: []",
    fails: key,
  },
  {
    file: "infra/alarms.ts",
    from: "kmsMasterKeyId: alertsKey.arn",
    to: 'kmsMasterKeyId: "alias/aws/sns"',
    fails: key,
  },
  { file: "infra/alarms.ts", from: "enableKeyRotation: true,", to: "", fails: key },
  {
    file: "infra/alarms.ts",
    from: '["cloudwatch.amazonaws.com"]',
    to: '["*"]',
    fails: key,
  },
  {
    file: "infra/context.ts",
    from: 'logRetention = "3 months"',
    to: 'logRetention = "forever"',
    fails: "every log group expires",
  },
  {
    file: "infra/context.ts",
    from: "if (tooMany > 0)",
    to: "if (tooMany > 100)",
    fails:
      "a stage whose name leaves no room for a function's is refused in words that say what to do",
  },
  {
    file: "infra/context.ts",
    from: "-${name}`;\n  const",
    to: "-of-longhaul-${name}`;\n  const",
    refused: "is too long a name",
    variant: "test",
  },
  {
    file: "infra/tasks.ts",
    from: "LONGHAUL_SECURITY_GROUPS: workerSecurityGroup.id",
    to: "LONGHAUL_SECURITY_GROUPS: `${workerSecurityGroup.id}`",
    fails: casesOf(
      "the graph of %s > has no value that was turned to text before it was known",
      variants,
    ),
    variant: variants,
  },
  {
    file: "sst.config.ts",
    from: "protect: isProduction",
    to: "protect: false",
    fails: "production keeps its data when the stack is removed, and is protected from that",
  },
  {
    file: "sst.config.ts",
    from: 'removal: isProduction ? "retain" : "remove"',
    to: 'removal: "remove"',
    fails: "production keeps its data when the stack is removed, and is protected from that",
  },
  {
    file: "sst.config.ts",
    from: 'removal: isProduction ? "retain" : "remove"',
    to: 'removal: "retain"',
    fails: "production keeps its data when the stack is removed, and is protected from that",
    variant: "test",
  },
  { file: "sst.config.ts", from: "logGroup: workerLogGroup,", to: "", fails: outputs },
  { file: "sst.config.ts", from: "...executionArns,", to: "", fails: outputs },
  {
    file: "sst.config.ts",
    from: "dashboard: router.url",
    to: "dashboard: api.url",
    fails: outputs,
  },
  {
    file: "sst.config.ts",
    from: "create-admin-key.ts ${table.name}",
    to: "create-admin-key.ts",
    fails: outputs,
  },

  {
    file: "infra/router.ts",
    from: "-security-headers`",
    to: "-${'security-headers'.repeat(9)}`",
    fails: casesOf("the graph of %s > keeps names within AWS's limits", variants),
    variant: variants,
  },
  {
    file: "infra/alarms.ts",
    from: '["Errors", "Throttles"]',
    to: '["Throttles"]',
    fails: ofFunctions,
  },
  {
    file: "infra/alarms.ts",
    from: "of Object.values(rules)",
    to: "of [rules.executions]",
    fails: alarm,
  },
  {
    file: "infra/alarms.ts",
    from: "dimensions: { QueueName: deadLetters.nodes.queue.name }",
    to: 'dimensions: { QueueName: "other" }',
    fails: alarm,
  },
  { file: "infra/alarms.ts", from: ", Stage: stageName }", to: " }", fails: alarm },
  {
    file: "infra/alarms.ts",
    from: '  comparisonOperator: "LessThanThreshold",\n',
    to: "",
    fails: alarm,
  },
  {
    file: "infra/alarms.ts",
    from: 'variable: "aws:SourceAccount"',
    to: 'variable: "aws:SourceArn"',
    fails: key,
  },
  {
    file: "infra/alarms.ts",
    from: "identifiers: [$interpolate`arn:${partition}:iam::${accountId}:root`]",
    to: 'identifiers: ["*"]',
    fails: key,
  },
  {
    file: "infra/network.ts",
    from: "const flowLogGroup",
    to: 'new aws.cloudwatch.LogGroup("More", { retentionInDays: logRetentionDays });\nconst flowLogGroup',
    fails: expires,
  },
  {
    file: "infra/storage.ts",
    from: "table: (args) => {",
    to: "table: (args, options) => { options.retainOnDelete = false;",
    fails: production,
  },
  {
    file: "infra/storage.ts",
    from: "deletionProtection: production",
    to: "deletionProtection: true",
    fails: production,
    variant: "test",
  },
  {
    file: "sst.config.ts",
    from: "protect: isProduction",
    to: "protect: true",
    fails: production,
    variant: "test",
  },
  {
    file: "sst.config.ts",
    from: 'removal: isProduction ? "retain" : "remove"',
    to: 'removal: isProduction ? "remove" : "retain"',
    fails: production,
  },
  { file: "sst.config.ts", from: "api: api.url", to: "api: router.url", fails: outputs },
  { file: "sst.config.ts", from: "table: table.name", to: "table: table.arn", fails: outputs },
  {
    file: "sst.config.ts",
    from: "cluster: cluster.nodes.cluster.name",
    to: "cluster: cluster.nodes.cluster.arn",
    fails: outputs,
  },
  { file: "sst.config.ts", from: "alerts: alerts.arn,", to: "", fails: outputs },
];
