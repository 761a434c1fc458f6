import { finishWork } from "@longhaul/core/work/finish-work";
import { startWork } from "@longhaul/core/work/start-work";

import type { StartedTask, Worker } from "./local-run.ts";

export const succeed: Worker = async (task) => {
  await startWork(task.ports, task);
  await finishWork(task.ports, task, { result: { text: "done" } });
  await stopped(task, 0);
};

export const fail: Worker = async (task) => {
  await startWork(task.ports, task);
  const error = { code: "TypeError", message: "x is not a function" };
  await finishWork(task.ports, task, { error });
  await stopped(task, 1);
};

/** With an error that no retry can mend. */
export const failForGood: Worker = async (task) => {
  await startWork(task.ports, task);
  const error = { code: "no_such_file", message: "There is no file.", isRetryable: false };
  await finishWork(task.ports, task, { error });
  await stopped(task, 1);
};

/** Dies without a word. */
export const crash: Worker = async (task) => {
  await startWork(task.ports, task);
  await stopped(task, 139);
};

/** One worker for each attempt. */
export const byAttempt =
  (...workers: Worker[]): Worker =>
  async (task) =>
    workers[task.attempt - 1]?.(task);

/** ECS's event that the container has exited. */
export const stopped = (task: StartedTask, exitCode: number): Promise<void> =>
  task.move({ lastStatus: "STOPPED", stopCode: "EssentialContainerExited", exitCode });
