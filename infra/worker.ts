import { logRetention } from "./context.ts";
import { vpc, workerSecurityGroup, workerSubnets } from "./network.ts";
import { settings } from "./settings.ts";
import { tableEnvironment } from "./storage.ts";
import {
  answerCallbacks,
  pullImage,
  readInputs,
  useTable,
  workerLogGroup,
  writeTaskLogs,
} from "./worker-permissions.ts";

export const containerName = "worker";
/** ECS's most: the time between SIGTERM and SIGKILL. */
const stopTimeoutSeconds = 120;

export const cluster = new sst.aws.Cluster("Cluster", {
  // An object, not the Vpc itself: with the Vpc component SST uses the VPC's default security group.
  vpc: {
    id: vpc.id,
    securityGroups: [workerSecurityGroup.id],
    containerSubnets: workerSubnets,
    loadBalancerSubnets: workerSubnets,
  },
  transform: { cluster: { settings: [{ name: "containerInsights", value: "enabled" }] } },
});

const startPolicy = aws.iam.getPolicyDocumentOutput({ statements: [...pullImage, writeTaskLogs] });

export const worker = new sst.aws.Task("Worker", {
  cluster,
  architecture: "arm64",
  // Of a job that chooses no size.
  cpu: "0.25 vCPU",
  memory: "0.5 GB",
  storage: "21 GB",
  containers: [
    {
      name: containerName,
      image: { context: ".", dockerfile: "packages/worker/Dockerfile" },
      logging: { name: workerLogGroup, retention: logRetention },
      environment: {
        ...tableEnvironment,
        LONGHAUL_STOP_TIMEOUT_SECONDS: String(stopTimeoutSeconds),
        LONGHAUL_ALLOWED_COMMANDS: settings.allowedCommands.join(","),
      },
    },
  ],
  permissions: [useTable, answerCallbacks, ...readInputs],
  // Without --watch: the task ends when this does.
  dev: { command: "npx node src/main.ts", directory: "packages/worker" },
  transform: {
    taskRole: (args) => {
      // ECS Exec's four actions on "*", which nothing here uses.
      args.inlinePolicies = $output(args.inlinePolicies).apply((policies = []) =>
        policies.map((policy) => ({
          ...policy,
          policy: $output(policy.policy).apply(withoutExec),
        })),
      );
    },
    executionRole: (args) => {
      // In place of SST's, which reads every parameter and secret; the worker has neither.
      args.inlinePolicies = [{ name: "inline", policy: startPolicy.json }];
    },
    taskDefinition: (args) => {
      if ($dev) return; // the stub image of `sst dev` keeps SST's settings
      args.volumes = [{ name: "scratch" }];
      args.containerDefinitions = $jsonParse($output(args.containerDefinitions)).apply(
        (definitions: object[]) =>
          JSON.stringify(
            definitions.map((definition) => ({
              ...definition,
              user: "1000:1000", // `node` of the image
              pseudoTerminal: false, // a terminal's line ends break JSON logs
              portMappings: [],
              stopTimeout: stopTimeoutSeconds,
              readonlyRootFilesystem: true,
              // Of the image's VOLUME, so that its owner and mode are those of the image.
              mountPoints: [{ sourceVolume: "scratch", containerPath: "/tmp", readOnly: false }],
            })),
          ),
      );
    },
  },
});

function withoutExec(policy: string | undefined): string {
  const document = JSON.parse(policy ?? "");
  document.Statement = document.Statement.filter(
    ({ Action }: { Action: string | string[] }) => ![Action].flat()[0]?.startsWith("ssmmessages:"),
  );
  return JSON.stringify(document);
}
