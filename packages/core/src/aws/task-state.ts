import type { Task } from "@aws-sdk/client-ecs";
import * as z from "zod";

import type { TaskState } from "../worker-task/tasks.ts";

const time = z.union([z.date(), z.iso.datetime({ offset: true })]).optional();

/** What DescribeTasks and the event "ECS Task State Change" have in common; times are ISO text in the event. */
const taskSchema = z.object({
  taskArn: z.string(),
  lastStatus: z.string(),
  stopCode: z.string().optional(),
  stoppedReason: z.string().optional(),
  containers: z
    .array(
      z.object({
        name: z.string().optional(),
        exitCode: z.number().optional(),
        reason: z.string().optional(),
      }),
    )
    .optional(),
  createdAt: time,
  pullStartedAt: time,
  startedAt: time,
  stoppingAt: time,
  executionStoppedAt: time,
  stoppedAt: time,
});

export const taskStateFromTask = (task: Task, container: string): TaskState =>
  taskState(taskSchema.parse(task), container);

/** `detail` of the event. Throws when it is none. */
export const taskStateFromEvent = (detail: unknown, container: string): TaskState =>
  taskState(taskSchema.parse(detail), container);

const times = [
  "createdAt",
  "pullStartedAt",
  "startedAt",
  "stoppingAt",
  "executionStoppedAt",
  "stoppedAt",
] as const;

function taskState(task: z.output<typeof taskSchema>, container: string): TaskState {
  const ours = task.containers?.find(({ name }) => name === container) ?? task.containers?.[0];
  const state: TaskState = {
    taskArn: task.taskArn,
    lastStatus: task.lastStatus,
    ...(task.stopCode !== undefined && { stopCode: task.stopCode }),
    ...(task.stoppedReason !== undefined && { stopReason: task.stoppedReason }),
    ...(ours?.exitCode !== undefined && { exitCode: ours.exitCode }),
    ...(ours?.reason !== undefined && { containerReason: ours.reason }),
  };
  for (const name of times) {
    const at = task[name];
    if (at !== undefined) state[name] = new Date(at).toISOString();
  }
  return state;
}
