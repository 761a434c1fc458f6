import {
  ConflictException,
  DescribeTasksCommand,
  type ECSClient,
  type Failure,
  InvalidParameterException,
  RunTaskCommand,
  StopTaskCommand,
} from "@aws-sdk/client-ecs";

import { shortenText } from "../shorten-text.ts";
import type { TaskRequest, Tasks, TaskStart, TaskState } from "../worker-task/tasks.ts";
import type { TableResource, TaskResources } from "./resources.ts";
import { taskOverrides } from "./task-overrides.ts";
import { taskStateFromTask } from "./task-state.ts";

type Names = TaskResources & TableResource;

/** DescribeTasks takes no more. */
const mostTasks = 100;
const longestReason = 255;

export function fargateTasks(client: ECSClient, names: Names): Tasks {
  return {
    run: (request) => runTask(client, names, request),

    async describe(taskArns) {
      const states: TaskState[] = [];
      for (let from = 0; from < taskArns.length; from += mostTasks) {
        states.push(...(await describe(client, names, taskArns.slice(from, from + mostTasks))));
      }
      return states;
    },

    async stop(taskArn, reason) {
      const command = new StopTaskCommand({
        cluster: names.cluster,
        task: taskArn,
        reason: shortenText(reason, longestReason),
      });
      try {
        await client.send(command);
      } catch (error) {
        // ECS's answer for a task that it does not know (any more).
        const isUnknown =
          error instanceof InvalidParameterException && /not found/i.test(error.message);
        if (!isUnknown) throw error;
      }
    },
  };
}

async function runTask(client: ECSClient, names: Names, request: TaskRequest): Promise<TaskStart> {
  const command = new RunTaskCommand({
    cluster: names.cluster,
    taskDefinition: names.taskFamily,
    clientToken: request.clientToken,
    startedBy: request.jobId,
    capacityProviderStrategy: [
      { capacityProvider: request.capacity === "spot" ? "FARGATE_SPOT" : "FARGATE", weight: 1 },
    ],
    overrides: taskOverrides(request, names),
    ...(names.subnets.length > 0 && {
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: names.subnets,
          securityGroups: names.securityGroups,
          assignPublicIp: names.assignPublicIp ? ("ENABLED" as const) : ("DISABLED" as const),
        },
      },
    }),
  });
  try {
    const { tasks = [], failures = [] } = await client.send(command);
    const taskArn = tasks[0]?.taskArn;
    return taskArn === undefined ? { refused: refusalOf(failures) } : { taskArn };
  } catch (error) {
    // The token is bound to a task that was asked for in other words: it is still the attempt's one task.
    const bound = error instanceof ConflictException ? error.resourceIds?.[0] : undefined;
    if (bound !== undefined) return { taskArn: bound };
    if (!isRefusal(error)) throw error;
    return { refused: { class: "start_failed", reason: `${error.name}: ${error.message}` } };
  }
}

type Refusal = Extract<TaskStart, { refused: object }>["refused"];

/** No capacity is no error to ECS: HTTP 200, no tasks, and a reason. */
function refusalOf(failures: Failure[]): Refusal {
  const reasons = failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(": "));
  const reason = reasons.join("; ") || "ECS started no task and gave no reason.";
  const lacksCapacity = /capacity|^RESOURCE:/i.test(reason);
  return { class: lacksCapacity ? "no_capacity" : "start_failed", reason };
}

const refusals: ReadonlySet<string> = new Set([
  "AccessDeniedException",
  "BlockedException",
  "ClientException",
  "ClusterNotFoundException",
  "InvalidParameterException",
  "PlatformTaskDefinitionIncompatibilityException",
  "PlatformUnknownException",
  "UnsupportedFeatureException",
]);

/** True for what asking again would not change. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && refusals.has(error.name);

async function describe(
  client: ECSClient,
  { cluster, container }: Names,
  taskArns: string[],
): Promise<TaskState[]> {
  const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const byArn = new Map(tasks.map((task) => [task.taskArn, task]));
  return taskArns.map((taskArn) => {
    const task = byArn.get(taskArn);
    return task === undefined
      ? { taskArn, lastStatus: "MISSING" }
      : taskStateFromTask(task, container);
  });
}
