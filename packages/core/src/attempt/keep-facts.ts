import { attemptCostUsd } from "../cost/attempt-cost.ts";
import type { Ports } from "../ports.ts";
import { shortenText } from "../shorten-text.ts";
import type { TaskState } from "../worker-task/tasks.ts";
import type { AttemptEnd } from "./attempt.ts";
import { classifyEnd } from "./classify-end.ts";
import type { SeenTask } from "./record-task.ts";

/** Kept on the record, which has 400 KB for everything. */
const tailLines = 50;
const longestTailLine = 1000;

/** Keeps what ECS says of a task that has stopped, which it forgets within an hour, and the end of its log. Once. */
export async function keepFacts(
  ports: Pick<Ports, "jobs" | "logs" | "clock">,
  { jobId, attempt, task }: SeenTask,
): Promise<void> {
  const record = await ports.jobs.getAttempt(jobId, attempt);
  if (record?.end === undefined || record.logTail !== undefined) return;
  const tail = await ports.logs.read({ taskArn: task.taskArn, from: "end", limit: tailLines });
  await ports.jobs.saveAttempt(jobId, {
    number: attempt,
    logTail: tail.lines.map(({ message }) => shortenText(message, longestTailLine)),
    costUsd: attemptCostUsd(record, ports.clock.now()),
    end: withFacts(record.end, task),
  });
}

function withFacts(end: AttemptEnd, task: TaskState): AttemptEnd {
  const { exitCode, stopCode, stopReason, containerReason } = task;
  return {
    ...end,
    ...retirementOf(end, task),
    ...(exitCode !== undefined && { exitCode }),
    ...(stopCode !== undefined && { stopCode }),
    ...(stopReason !== undefined && { stopReason }),
    ...(containerReason !== undefined && { containerReason }),
  };
}

/** A worker that is told to stop does not hear why; both ends are the platform's, so nothing else hangs on it. */
function retirementOf(end: AttemptEnd, task: TaskState): Partial<AttemptEnd> {
  if (end.class !== "interrupted") return {};
  const { class: endClass, error } = classifyEnd(task, "await", end.reportedBy);
  return endClass === "retired" ? { class: endClass, ...(error && { error }) } : {};
}
