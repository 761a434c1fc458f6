import { runsAs } from "../runs-as.ts";
import type { TaskFolder } from "./task-folder.ts";
import { processMark, signalGroup, type TaskProcess } from "./task-process.ts";

/** The process of a task that another server, or another launch, started; undefined when it is not running. */
export function adoptProcess(taskId: string, folder: TaskFolder): TaskProcess | undefined {
  const pid = folder.pid();
  const mark = processMark(taskId);
  if (pid === undefined || !runsAs(pid, mark)) return undefined;
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  let isOver = false;
  return {
    ended: promise,
    pid: () => (isOver ? undefined : pid),
    check() {
      if (isOver || (folder.exitCode() === undefined && runsAs(pid, mark))) return;
      isOver = true;
      // As on Fargate, nothing of a container outlives its first process.
      signalGroup(pid, "SIGKILL");
      resolve(folder.exitCode());
    },
    signal(signal) {
      if (runsAs(pid, mark)) signalGroup(pid, signal);
    },
  };
}
