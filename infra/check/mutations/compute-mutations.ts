import { functions } from "../functions.ts";
import { casesOf } from "./cases-of.ts";
import type { Mutation } from "./mutation.ts";

const durable = casesOf(
  "%s is durable for a year and a day, keeps its history for 90 days, and is published",
  ["run-sync", "run-callback", "run-await"],
);
const ordinary = ["task-state", "sweep", "api"];
const environment = casesOf("%s > finds everything that it needs in its environment", functions);
const published = casesOf("%s starts published versions", ordinary);
const everyFunction = "every function runs Node 24 on arm64 and logs JSON to its own group";
const built = "every function is built, minified, and has no link of SST's";
const indexes = "the table has the keys and indexes that the code reads";
const encrypted =
  "the table is encrypted with a KMS key, can be restored for 35 days, expires items, and is protected";

/** Of the functions, the worker and the table. */
export const computeMutations: Mutation[] = [
  {
    file: "infra/durable.ts",
    from: '"366 days" as const',
    to: '"30 days" as const',
    fails: durable,
  },
  {
    file: "infra/durable.ts",
    from: '"90 days" as const',
    to: '"30 days" as const',
    fails: durable,
  },
  {
    file: "infra/durable.ts",
    from: '"2 minutes" as const',
    to: '"5 minutes" as const',
    fails: durable,
  },
  {
    file: "infra/durable.ts",
    from: 'runtime: "nodejs24.x" as const',
    to: 'runtime: "nodejs22.x" as const',
    fails: "every function runs Node 24 on arm64 and logs JSON to its own group",
  },
  {
    file: "infra/durable.ts",
    from: 'architecture: "arm64" as const',
    to: 'architecture: "x86_64" as const',
    fails: "every function runs Node 24 on arm64 and logs JSON to its own group",
  },
  {
    file: "infra/durable.ts",
    from: "  dev: false as const,",
    to: "",
    fails: "sst dev > deploys the durable functions as they are: what waits in them outlives it",
    variant: "dev",
  },
  {
    file: "infra/defaults.ts",
    from: 'args.runtime ??= "nodejs24.x"',
    to: 'args.runtime ??= "nodejs22.x"',
    fails: "every function runs Node 24 on arm64 and logs JSON to its own group",
  },
  {
    file: "infra/defaults.ts",
    from: 'args.architecture ??= "arm64"',
    to: 'args.architecture ??= "x86_64"',
    fails: "every function runs Node 24 on arm64 and logs JSON to its own group",
  },
  {
    file: "infra/defaults.ts",
    from: "  minify: true,",
    to: "  minify: false,",
    fails: "every function is built, minified, and has no link of SST's",
  },
  {
    file: "infra/sweep.ts",
    from: '    memory: "512 MB",',
    to: '    memory: "512 MB", link: [new sst.Secret("Other", "x")],',
    fails: "every function is built, minified, and has no link of SST's",
  },
  {
    file: "infra/storage.ts",
    from: "  primaryIndex,\n  globalIndexes,",
    to: "  primaryIndex,",
    fails: "the table has the keys and indexes that the code reads",
  },
  {
    file: "infra/storage.ts",
    from: "serverSideEncryption = { enabled: true }",
    to: "serverSideEncryption = undefined",
    fails:
      "the table is encrypted with a KMS key, can be restored for 35 days, expires items, and is protected",
  },
  {
    file: "infra/storage.ts",
    from: "recoveryPeriodInDays: 35",
    to: "recoveryPeriodInDays: 7",
    fails:
      "the table is encrypted with a KMS key, can be restored for 35 days, expires items, and is protected",
  },
  {
    file: "infra/storage.ts",
    from: "  ttl,\n  deletion",
    to: "  deletion",
    fails:
      "the table is encrypted with a KMS key, can be restored for 35 days, expires items, and is protected",
  },
  {
    file: "infra/storage.ts",
    from: "deletionProtection: production",
    to: "deletionProtection: false",
    fails:
      "the table is encrypted with a KMS key, can be restored for 35 days, expires items, and is protected",
  },
  {
    file: "infra/storage.ts",
    from: "deletionProtection: production",
    to: "deletionProtection: true",
    fails: "production keeps its data when the stack is removed, and is protected from that",
    variant: "test",
  },
  {
    file: "infra/tasks.ts",
    from: "worker.nodes.taskDefinition.family",
    to: "worker.taskDefinition",
    fails: environment,
  },
  {
    file: "infra/tasks.ts",
    from: "LONGHAUL_CONTAINER: containerName,",
    to: "",
    fails: environment,
  },
  {
    file: "infra/settings.ts",
    from: "  retentionDays: 365,",
    to: "  retentionDays: 30,",
    fails: environment,
  },
  {
    file: "infra/executions.ts",
    from: "LONGHAUL_FUNCTION_SYNC: $interpolate`${runSync.name}:${runSync.qualifier}`",
    to: "LONGHAUL_FUNCTION_SYNC: $interpolate`${runSync.name}:$LATEST`",
    fails: published,
  },

  {
    file: "infra/durable.ts",
    from: "  dev: false as const,",
    to: "  dev: false as const, transform: { function: { function: { publish: false } } },",
    fails: durable,
  },
  {
    file: "infra/defaults.ts",
    from: "  args.nodejs ??= bundling;",
    to: "  args.nodejs ??= bundling; args.durable ??= { timeout: '1 day', retention: '1 day' };",
    fails: casesOf("%s is an ordinary function", ordinary),
  },
  {
    file: "infra/defaults.ts",
    from: 'args.logging ??= { format: "json"',
    to: 'args.logging ??= { format: "text"',
    fails: everyFunction,
  },
  {
    file: "infra/durable.ts",
    from: 'logging: { format: "json" as const, retention: logRetention } as const',
    to: 'logging: { format: "json" as const, logGroup: "/aws/lambda/shared" } as const',
    fails: everyFunction,
  },
  {
    file: "infra/sweep.ts",
    from: "/** What every event missed. */",
    to: 'new aws.lambda.Function("Raw", { name: "raw", role: "arn:aws:iam::123456789012:role/raw" });',
    fails: built,
  },
  {
    file: "infra/storage.ts",
    from: "      args.serverSideEncryption =",
    to: '      args.billingMode = "PROVISIONED"; args.serverSideEncryption =',
    fails: indexes,
  },
  {
    file: "infra/storage.ts",
    from: "  primaryIndex,\n  globalIndexes,",
    to: '  primaryIndex: { hashKey: "sk", rangeKey: "pk" },\n  globalIndexes,',
    fails: indexes,
  },
  {
    file: "infra/storage.ts",
    from: "pointInTimeRecovery = { enabled: true,",
    to: "pointInTimeRecovery = { enabled: false,",
    fails: encrypted,
  },
  {
    file: "infra/storage.ts",
    from: "LONGHAUL_TABLE: table.name",
    to: "LONGHAUL_TABLE: table.arn",
    fails: environment,
  },
  {
    file: "infra/network.ts",
    from: "isPrivate ? vpc.privateSubnets : vpc.publicSubnets",
    to: "vpc.privateSubnets",
    fails: environment,
  },
  {
    file: "infra/tasks.ts",
    from: "LONGHAUL_SECURITY_GROUPS: workerSecurityGroup.id",
    to: 'LONGHAUL_SECURITY_GROUPS: "sg-1"',
    fails: environment,
  },
  {
    file: "infra/tasks.ts",
    from: "LONGHAUL_LOG_GROUP: workerLogGroup",
    to: "LONGHAUL_LOG_GROUP: `${workerLogGroup}s`",
    fails: environment,
  },
  {
    file: "infra/executions.ts",
    from: "LONGHAUL_FUNCTION_CALLBACK: $interpolate`${runCallback.name}:${runCallback.qualifier}`",
    to: "LONGHAUL_FUNCTION_CALLBACK: $interpolate`${runAwait.name}:${runAwait.qualifier}`",
    fails: published,
  },
  {
    file: "infra/executions.ts",
    from: "LONGHAUL_FUNCTION_AWAIT: $interpolate`${runAwait.name}:${runAwait.qualifier}`",
    to: "LONGHAUL_FUNCTION_AWAIT: runAwait.name",
    fails: published,
  },
];
