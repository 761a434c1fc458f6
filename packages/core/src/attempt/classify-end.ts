import type { Pattern } from "../job/job.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import type { AttemptEnd, EndClass } from "./attempt.ts";
import { endMessages } from "./end-messages.ts";

const spotReason = /spot.*interrupt/i;
const maintenanceReason = /performing maintenance|scheduled maintenance|retire/i;
const memoryReason = /OutOfMemory/i;
const capacityReason = /capacity is unavailable|no capacity|insufficient capacity/i;

/**
 * How an attempt ended, from what ECS says of its task alone: for a task that stopped without a word of its worker.
 * Real Spot warnings came without a stop code, so reasons count too.
 */
export function classifyEnd(
  task: TaskState,
  pattern: Pattern,
  reportedBy: AttemptEnd["reportedBy"],
): AttemptEnd {
  const { exitCode, stopCode, stopReason, containerReason } = task;
  const endClass = classOf(task, pattern);
  return {
    class: endClass,
    ...(endClass !== "completed" && {
      error: { code: endClass, message: messageOf(endClass, task) },
    }),
    ...(exitCode !== undefined && { exitCode }),
    ...(stopCode !== undefined && { stopCode }),
    ...(stopReason !== undefined && { stopReason }),
    ...(containerReason !== undefined && { containerReason }),
    reportedBy,
  };
}

function classOf(task: TaskState, pattern: Pattern): EndClass {
  const reasons = `${task.stopReason ?? ""} ${task.containerReason ?? ""}`;
  if (task.lastStatus === "MISSING") return "lost";
  if (memoryReason.test(reasons)) return "out_of_memory";
  if (task.stopCode === "SpotInterruption" || spotReason.test(reasons)) return "interrupted";
  if (maintenanceReason.test(reasons)) return "retired";
  if (capacityReason.test(reasons)) return "no_capacity";
  if (task.stopCode === "TaskFailedToStart") return "start_failed";
  if (task.stopCode === "UserInitiated") return "cancelled";
  if (task.exitCode === 0) {
    // Only an image that knows nothing of us may end well without saying so.
    return pattern === "sync" ? "completed" : "failed";
  }
  return task.exitCode === undefined ? "lost" : "crashed";
}

function messageOf(endClass: EndClass, task: TaskState): string {
  if (endClass === "failed") return "The task exited with code 0 but reported no result.";
  if (endClass === "crashed")
    return `The process exited with code ${task.exitCode} without a report.`;
  const reason = task.containerReason ?? task.stopReason;
  return reason === undefined ? endMessages[endClass] : `${endMessages[endClass]} AWS: ${reason}`;
}
