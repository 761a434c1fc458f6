import { adoptProcess } from "./adopt-process.ts";
import type { RunningTasks } from "./running-tasks.ts";
import { TaskFolder } from "./task-folder.ts";
import type { TaskProcess } from "./task-process.ts";
import type { TaskStore } from "./task-store.ts";
import type { Task } from "./task.ts";

/** Finds the process of a task that an earlier server started: running, ended meanwhile, or gone with the machine. */
export function recoverTask(store: TaskStore, running: RunningTasks, task: Task): void {
  if (!mayHaveProcess(task)) return;
  const { db, dataDir } = store.machine;
  const folder = new TaskFolder(dataDir, task.id);
  const found = adoptProcess(task.id, folder);
  if (found !== undefined) {
    running.attend(task, found, false);
    if (task.hostLost || task.killSent) found.signal("SIGKILL");
    return;
  }
  // Never started: its life goes on as if nothing had happened.
  if (folder.pid() === undefined && task.startedAt === undefined) return;
  const exitCode = folder.exitCode();
  if (exitCode === undefined && !task.killSent) {
    db.write(() => store.note(task, { hostLost: true }));
  }
  running.attend(task, endedProcess(exitCode), true);
}

function mayHaveProcess(task: Task): boolean {
  if (task.executionStoppedAt !== undefined) return false;
  return ["ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING"].includes(task.lastStatus);
}

function endedProcess(exitCode: number | undefined): TaskProcess {
  return { ended: Promise.resolve(exitCode), pid: () => undefined, check() {}, signal() {} };
}
