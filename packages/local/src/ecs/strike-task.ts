import { AwsError } from "../aws-error.ts";
import type { TaskFault } from "../faults/task-fault.ts";
import { maintenance, outOfMemory, type TaskLife } from "./task-life.ts";
import type { Task } from "./task.ts";

const spotNoticeMs = 120_000;

/** Inside `db.write`. Throws when the task has no process that could be struck. */
export function strikeTask(life: TaskLife, task: Task, kind: TaskFault["kind"]): void {
  if (task.lastStatus !== "RUNNING" || task.desiredStatus === "STOPPED") {
    throw new AwsError(
      "ValidationException",
      `The task is not running but ${task.lastStatus}.`,
      409,
    );
  }
  switch (kind) {
    case "spot-interruption":
      life.stop(task, {
        stopCode: "TerminationNotice",
        stoppedReason: "Your Spot Task was interrupted.",
        finalStopCode: "SpotInterruption",
        stopTimeoutMs: spotNoticeMs,
      });
      return;
    case "host-retirement":
      life.stop(task, { stoppedReason: maintenance });
      return;
    case "kill":
      life.kill(task, {});
      return;
    case "out-of-memory":
      life.kill(task, { containerReason: outOfMemory });
  }
}
