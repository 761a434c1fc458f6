import type { Machine } from "../service.ts";
import type { Task } from "./task.ts";

/** What a container finds in its environment on Fargate, then what the definition and RunTask say. */
export function taskEnvironment(machine: Machine, task: Task): Record<string, string> {
  return {
    ...machine.environment(),
    ECS_CONTAINER_METADATA_URI_V4: `${machine.endpoint()}/v4/${task.container.runtimeId}`,
    AWS_EXECUTION_ENV: "AWS_ECS_FARGATE",
    ...task.container.environment,
  };
}
