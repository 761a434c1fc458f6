import type { Machine } from "../service.ts";
import type { Task } from "./task.ts";

/** There are no revisions here: each family has its first. */
export const revision = 1;

function ecsArn({ region, accountId }: Machine, resource: string): string {
  return `arn:aws:ecs:${region}:${accountId}:${resource}`;
}

export function clusterArn(machine: Machine, cluster: string): string {
  return ecsArn(machine, `cluster/${cluster}`);
}

export function taskArn(machine: Machine, task: { cluster: string; id: string }): string {
  return ecsArn(machine, `task/${task.cluster}/${task.id}`);
}

export function containerArn(machine: Machine, task: Task): string {
  return ecsArn(machine, `container/${task.cluster}/${task.id}/${task.container.uuid}`);
}

export function taskDefinitionArn(machine: Machine, family: string): string {
  return ecsArn(machine, `task-definition/${family}:${revision}`);
}
