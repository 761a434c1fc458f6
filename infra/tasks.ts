import { logGroupArn } from "./context.ts";
import { isPrivate, workerSecurityGroup, workerSubnets } from "./network.ts";
import { workerLogGroup } from "./worker-permissions.ts";
import { containerName, worker } from "./worker.ts";

/** What `tasksSchema` and `logsSchema` of core read. */
export const taskEnvironment = {
  LONGHAUL_CLUSTER: worker.cluster,
  // The family, not the revision: a deploy deregisters the old one, and an execution that is pinned to an older
  // version of its function must still be able to start a task.
  LONGHAUL_TASK_FAMILY: worker.nodes.taskDefinition.family,
  LONGHAUL_CONTAINER: containerName,
  LONGHAUL_SUBNETS: workerSubnets
    .apply((subnets) => $resolve(subnets))
    .apply((ids) => ids.join(",")),
  LONGHAUL_SECURITY_GROUPS: workerSecurityGroup.id,
  LONGHAUL_ASSIGN_PUBLIC_IP: String(!isPrivate),
  LONGHAUL_LOG_GROUP: workerLogGroup,
  LONGHAUL_LOG_STREAM_PREFIX: "/service",
};

const conditions = [{ test: "ArnEquals", variable: "ecs:cluster", values: [worker.cluster] }];
const tasksOfCluster = worker.cluster.apply((arn) => `${arn.replace(":cluster/", ":task/")}/*`);

export const runTask = [
  {
    actions: ["ecs:RunTask"],
    resources: [worker.taskDefinition.apply((arn) => arn.replace(/:\d+$/, ":*"))],
    conditions,
  },
  {
    actions: ["iam:PassRole"],
    resources: [worker.nodes.executionRole.arn, worker.nodes.taskRole.arn],
    conditions: [
      {
        test: "StringEquals",
        variable: "iam:PassedToService",
        values: ["ecs-tasks.amazonaws.com"],
      },
    ],
  },
];
export const stopTask = { actions: ["ecs:StopTask"], resources: [tasksOfCluster], conditions };
export const describeTasks = {
  actions: ["ecs:DescribeTasks"],
  resources: [tasksOfCluster],
  conditions,
};
export const readLogs = {
  actions: ["logs:GetLogEvents"],
  resources: [$interpolate`${logGroupArn(workerLogGroup)}:log-stream:*`],
};
