import { existsSync } from "node:fs";

import type { Machine } from "../service.ts";
import { taskDefinitionArn } from "./arns.ts";
import { findProgram } from "./find-program.ts";
import { launchProcess } from "./launch-process.ts";
import { taskEnvironment } from "./task-environment.ts";
import { TaskFolder } from "./task-folder.ts";
import type { TaskProcess } from "./task-process.ts";
import type { Task } from "./task.ts";

/** Starts the task's program; returns the stopped reason when there is nothing to start. */
export async function startTask(machine: Machine, task: Task): Promise<TaskProcess | string> {
  const { command, directory = process.cwd() } = task.container;
  const [name = "", ...parameters] = command;
  const environment = taskEnvironment(machine, task);
  if (!existsSync(directory)) return cannotPull(machine, task, `${directory} does not exist`);
  const program = findProgram(name, directory, environment["PATH"]);
  if (program === undefined) {
    return cannotPull(machine, task, `${name} is not an executable file on this machine`);
  }
  try {
    return await launchProcess({
      taskId: task.id,
      folder: new TaskFolder(machine.dataDir, task.id),
      command: [program, ...parameters],
      directory,
      environment,
      port: Number(new URL(machine.endpoint()).port),
    });
  } catch (error) {
    return cannotPull(machine, task, error instanceof Error ? error.message : String(error));
  }
}

function cannotPull(machine: Machine, task: Task, why: string): string {
  const definition = taskDefinitionArn(machine, task.family);
  return `CannotPullContainerError: ${why} (command of ${definition})`;
}
