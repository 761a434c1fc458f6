import type { Mutation } from "./mutation.ts";

const durable = "durable for a year and a day";
const container = "the container is not root";
const terminal = "no terminal and no port";

/** Of the functions, the worker and the table. */
export const computeMutations: Mutation[] = [
  { file: "durable.ts", from: '"366 days" as const', to: '"30 days" as const', fails: durable },
  { file: "durable.ts", from: '"90 days" as const', to: '"30 days" as const', fails: durable },
  { file: "durable.ts", from: '"2 minutes" as const', to: '"5 minutes" as const', fails: durable },
  {
    file: "durable.ts",
    from: 'runtime: "nodejs24.x" as const',
    to: 'runtime: "nodejs22.x" as const',
    fails: "every function runs Node 24",
  },
  {
    file: "durable.ts",
    from: 'architecture: "arm64" as const',
    to: 'architecture: "x86_64" as const',
    fails: "every function runs Node 24",
  },
  {
    file: "durable.ts",
    from: "  dev: false as const,",
    to: "",
    fails: "deploys the durable functions as they are",
    variant: "dev",
  },
  {
    file: "defaults.ts",
    from: 'args.runtime ??= "nodejs24.x"',
    to: 'args.runtime ??= "nodejs22.x"',
    fails: "every function runs Node 24",
  },
  {
    file: "defaults.ts",
    from: 'args.architecture ??= "arm64"',
    to: 'args.architecture ??= "x86_64"',
    fails: "every function runs Node 24",
  },
  {
    file: "defaults.ts",
    from: "  minify: true,",
    to: "  minify: false,",
    fails: "every function is built, minified",
  },
  {
    file: "sweep.ts",
    from: '    memory: "512 MB",',
    to: '    memory: "512 MB", link: [new sst.Secret("Other", "x")],',
    fails: "has no link of SST's",
  },
  {
    file: "storage.ts",
    from: "  primaryIndex,\n  globalIndexes,",
    to: "  primaryIndex,",
    fails: "the table has the keys and indexes",
  },
  {
    file: "storage.ts",
    from: "serverSideEncryption = { enabled: true }",
    to: "serverSideEncryption = undefined",
    fails: "the table is encrypted",
  },
  {
    file: "storage.ts",
    from: "recoveryPeriodInDays: 35",
    to: "recoveryPeriodInDays: 7",
    fails: "the table is encrypted",
  },
  {
    file: "storage.ts",
    from: "  ttl,\n  deletion",
    to: "  deletion",
    fails: "the table is encrypted",
  },
  {
    file: "storage.ts",
    from: "deletionProtection: production",
    to: "deletionProtection: false",
    fails: "the table is encrypted",
  },
  {
    file: "storage.ts",
    from: "deletionProtection: production",
    to: "deletionProtection: true",
    fails: "production keeps its data",
    variant: "test",
  },
  {
    file: "worker.ts",
    from: 'architecture: "arm64"',
    to: 'architecture: "x86_64"',
    fails: "the task runs on Fargate, on arm64",
  },
  { file: "worker.ts", from: 'user: "1000:1000",', to: "", fails: container },
  {
    file: "worker.ts",
    from: "readonlyRootFilesystem: true",
    to: "readonlyRootFilesystem: false",
    fails: container,
  },
  { file: "worker.ts", from: 'containerPath: "/tmp"', to: 'containerPath: "/"', fails: container },
  { file: "worker.ts", from: 'args.volumes = [{ name: "scratch" }];', to: "", fails: container },
  {
    file: "worker.ts",
    from: 'user: "1000:1000",',
    to: 'user: "1000:1000", privileged: true,',
    fails: container,
  },
  { file: "worker.ts", from: "pseudoTerminal: false", to: "pseudoTerminal: true", fails: terminal },
  { file: "worker.ts", from: "portMappings: [],", to: "", fails: terminal },
  {
    file: "worker.ts",
    from: "const stopTimeoutSeconds = 120",
    to: "const stopTimeoutSeconds = 30",
    fails: terminal,
  },
  {
    file: "worker.ts",
    from: 'LONGHAUL_ALLOWED_COMMANDS: settings.allowedCommands.join(","),',
    to: 'LONGHAUL_ALLOWED_COMMANDS: "*",',
    fails: "the container's environment is what the worker reads",
  },
  {
    file: "worker.ts",
    from: "logging: { name: workerLogGroup, ",
    to: "logging: { ",
    fails: "the container logs where the readers look",
  },
  {
    file: "worker.ts",
    from: 'value: "enabled"',
    to: 'value: "disabled"',
    fails: "the cluster's numbers are kept",
  },
  {
    file: "worker.ts",
    from: "npx node src/main.ts",
    to: "npx node --watch src/main.ts",
    fails: "by a command that ends with the job",
    variant: "dev",
  },
  {
    file: "worker.ts",
    from: "if ($dev) return;",
    to: "",
    fails: "by a command that ends with the job",
    variant: "dev",
  },
  {
    file: "tasks.ts",
    from: "worker.nodes.taskDefinition.family",
    to: "worker.taskDefinition",
    fails: "finds everything that it needs in its environment",
  },
  {
    file: "tasks.ts",
    from: "LONGHAUL_CONTAINER: containerName,",
    to: "",
    fails: "finds everything that it needs in its environment",
  },
  {
    file: "settings.ts",
    from: "  retentionDays: 365,",
    to: "  retentionDays: 30,",
    fails: "finds everything that it needs in its environment",
  },
  {
    file: "executions.ts",
    from: "LONGHAUL_FUNCTION_SYNC: $interpolate`${runSync.name}:${runSync.qualifier}`",
    to: "LONGHAUL_FUNCTION_SYNC: $interpolate`${runSync.name}:$LATEST`",
    fails: "starts published versions",
  },
];
