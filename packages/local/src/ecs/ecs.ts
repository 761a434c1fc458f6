import { AwsError } from "../aws-error.ts";
import type { TaskFault } from "../faults/task-fault.ts";
import type { TaskOptions } from "../options.ts";
import type { EventBus, JsonOperation, LogSink, Machine, Service } from "../service.ts";
import { ClientTokens } from "./client-tokens.ts";
import { Clusters } from "./clusters.ts";
import { parseDefinitions } from "./definitions.ts";
import { describeClusters } from "./describe-clusters.ts";
import { describeTaskDefinition } from "./describe-task-definition.ts";
import { describeTasks } from "./describe-tasks.ts";
import { listClusters } from "./list-clusters.ts";
import { listTaskDefinitions } from "./list-task-definitions.ts";
import { listTasks } from "./list-tasks.ts";
import { runTask, type RunTaskFault } from "./run-task.ts";
import { stopTask } from "./stop-task.ts";
import { strikeTask } from "./strike-task.ts";
import { TaskLife } from "./task-life.ts";
import { taskMetadata } from "./task-metadata.ts";
import { taskIdOf } from "./task-reference.ts";
import { TaskStore } from "./task-store.ts";

export interface EcsOptions {
  tasks: TaskOptions[];
  clusters: string[];
  /** Scales the time that a task spends in each state; 1 is Fargate's. */
  pace: number;
}

/** ECS on Fargate: a task is a process group of this machine. Throws an Error when a definition is not valid. */
export function createEcs(
  machine: Machine,
  options: EcsOptions,
  logs: LogSink,
  bus: EventBus,
  fault: RunTaskFault,
): Service & { strike(fault: TaskFault): void } {
  const store = new TaskStore(machine, bus);
  const life = new TaskLife(store, logs, options.pace);
  const tokens = new ClientTokens(store);
  const clusters = new Clusters(options.clusters);
  const definitions = parseDefinitions(options.tasks);

  const operations: Record<string, JsonOperation> = {
    DescribeClusters: describeClusters(machine, clusters),
    DescribeTaskDefinition: describeTaskDefinition(machine, definitions),
    DescribeTasks: describeTasks(store, clusters),
    ListClusters: listClusters(machine, clusters),
    ListTaskDefinitions: listTaskDefinitions(machine, definitions),
    ListTasks: listTasks(store, clusters),
    RunTask: runTask({ store, life, tokens, clusters, definitions, fault }),
    StopTask: stopTask(store, life, clusters),
  };
  const prefix = "AmazonEC2ContainerServiceV20141113";
  return {
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [`${prefix}.${name}`, operation]),
    ),
    paths: taskMetadata(store),
    strike(taskFault) {
      const task = store.find(taskIdOf(taskFault.task) ?? "");
      if (task === undefined) throw new AwsError("ResourceNotFoundException", "No such task.", 404);
      machine.db.write(() => strikeTask(life, task, taskFault.kind));
    },
    resume: () => life.resume(),
    close: () => life.close(),
  };
}
