import type { TaskState } from "./tasks.ts";

/** The states that a task went through, with their times, from the times that ECS gives. Oldest first. */
export function taskStates(task: TaskState): { status: string; at: string }[] {
  const known: [status: string, at: string | undefined][] = [
    ["PROVISIONING", task.createdAt],
    ["ACTIVATING", task.pullStartedAt],
    ["RUNNING", task.startedAt],
    ["STOPPING", task.stoppingAt],
    ["DEPROVISIONING", task.executionStoppedAt],
    ["STOPPED", task.stoppedAt],
  ];
  return known.flatMap(([status, at]) => (at === undefined ? [] : [{ status, at }]));
}
