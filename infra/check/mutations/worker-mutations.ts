import type { Mutation } from "./mutation.ts";

const container = "the container is not root and writes to /tmp only";
const terminal =
  "the container has no terminal and no port, and two minutes between SIGTERM and SIGKILL";
const onFargate = "the task runs on Fargate, on arm64, in one container";

/** Of the worker and its task. */
export const workerMutations: Mutation[] = [
  {
    file: "infra/worker.ts",
    from: 'architecture: "arm64"',
    to: 'architecture: "x86_64"',
    fails: "the task runs on Fargate, on arm64, in one container",
  },
  { file: "infra/worker.ts", from: 'user: "1000:1000",', to: "", fails: container },
  {
    file: "infra/worker.ts",
    from: "readonlyRootFilesystem: true",
    to: "readonlyRootFilesystem: false",
    fails: container,
  },
  {
    file: "infra/worker.ts",
    from: 'containerPath: "/tmp"',
    to: 'containerPath: "/"',
    fails: container,
  },
  {
    file: "infra/worker.ts",
    from: 'args.volumes = [{ name: "scratch" }];',
    to: "",
    fails: container,
  },
  {
    file: "infra/worker.ts",
    from: 'user: "1000:1000",',
    to: 'user: "1000:1000", privileged: true,',
    fails: container,
  },
  {
    file: "infra/worker.ts",
    from: "pseudoTerminal: false",
    to: "pseudoTerminal: true",
    fails: terminal,
  },
  { file: "infra/worker.ts", from: "portMappings: [],", to: "", fails: terminal },
  {
    file: "infra/worker.ts",
    from: "const stopTimeoutSeconds = 120",
    to: "const stopTimeoutSeconds = 30",
    fails: terminal,
  },
  {
    file: "infra/worker.ts",
    from: 'LONGHAUL_ALLOWED_COMMANDS: settings.allowedCommands.join(","),',
    to: 'LONGHAUL_ALLOWED_COMMANDS: "*",',
    fails: "the container's environment is what the worker reads, without a secret",
  },
  {
    file: "infra/worker.ts",
    from: "logging: { name: workerLogGroup, ",
    to: "logging: { ",
    fails: "the container logs where the readers look",
  },
  {
    file: "infra/worker.ts",
    from: 'value: "enabled"',
    to: 'value: "disabled"',
    fails: "tasks run on demand or on Spot, and the cluster's numbers are kept",
  },
  {
    file: "infra/worker.ts",
    from: "npx node src/main.ts",
    to: "npx node --watch src/main.ts",
    fails: "sst dev > runs the worker here, by a command that ends with the job",
    variant: "dev",
  },
  {
    file: "infra/worker.ts",
    from: "if ($dev) return;",
    to: "",
    fails: "sst dev > runs the worker here, by a command that ends with the job",
    variant: "dev",
  },

  {
    file: "infra/worker.ts",
    from: "            definitions.map((definition)",
    to: "            [...definitions, { name: 'side' }].map((definition)",
    fails: onFargate,
  },
  {
    file: "infra/worker.ts",
    from: 'args.volumes = [{ name: "scratch" }];',
    to: 'args.volumes = [{ name: "scratch" }]; args.networkMode = "host";',
    fails: onFargate,
  },
  {
    file: "infra/worker.ts",
    from: 'export const containerName = "worker";',
    to: 'export const containerName = "main";',
    fails: container,
  },
  {
    file: "infra/worker.ts",
    from: "stopTimeout: stopTimeoutSeconds,",
    to: "stopTimeout: stopTimeoutSeconds, linuxParameters: {},",
    fails: terminal,
  },
  {
    file: "infra/worker.ts",
    from: 'user: "1000:1000",',
    to: 'user: "1000:1000", secrets: [{ name: "KEY", valueFrom: "arn" }],',
    fails: "the container's environment is what the worker reads, without a secret",
  },
  {
    file: "infra/worker.ts",
    from: "portMappings: [],",
    to: 'portMappings: [], logConfiguration: { logDriver: "none" },',
    fails: "the container logs where the readers look",
  },
  {
    file: "infra/defaults.ts",
    from: "$transform(sst.aws.Function,",
    to: '$transform(aws.ecs.ClusterCapacityProviders, (args) => { args.capacityProviders = ["FARGATE"]; });\n$transform(sst.aws.Function,',
    fails: "tasks run on demand or on Spot, and the cluster's numbers are kept",
  },
];
