import type { Attempt, EndClass, JobError } from "../attempt/attempt.ts";
import type { Span } from "./span.ts";

/** An attempt's task, and the states that ECS moved it through. */
export function taskSpans(attempt: Attempt, parentId: string | undefined): Span[] {
  const states = attempt.taskStates;
  const stoppedAt = states.find(({ status }) => status === "STOPPED")?.at;
  const endedAt = stoppedAt ?? attempt.endedAt;
  const id = `task-${attempt.number}`;
  const error = attempt.end?.error;
  const task: Span = {
    id,
    ...(parentId !== undefined && { parentId }),
    kind: "task",
    name: `task of attempt ${attempt.number}`,
    status: taskStatus(attempt),
    startedAt: states[0]?.at ?? attempt.createdAt,
    ...(endedAt !== undefined && { endedAt }),
    ...(error !== undefined && { error: spanError(error) }),
  };
  const moving = states.filter(({ status }) => status !== "STOPPED");
  const spans = moving.map(({ status, at }, index): Span => {
    const until = states[index + 1]?.at ?? endedAt;
    return {
      id: `${id}-${status}`,
      parentId: id,
      kind: "task_state",
      name: status,
      status: until === undefined ? "running" : "succeeded",
      startedAt: at,
      ...(until !== undefined && { endedAt: until < at ? at : until }),
    };
  });
  return [task, ...spans];
}

/** Without the stack. */
const spanError = ({ code, message, isRetryable }: JobError): Span["error"] => ({
  code,
  message,
  ...(isRetryable !== undefined && { isRetryable }),
});

function taskStatus({ end, taskStates }: Attempt): Span["status"] {
  if (end !== undefined) return statusByEnd[end.class] ?? "failed";
  return taskStates.some(({ status }) => status === "RUNNING") ? "running" : "waiting";
}

const statusByEnd: Partial<Record<EndClass, Span["status"]>> = {
  completed: "succeeded",
  cancelled: "cancelled",
  timed_out: "timed_out",
};
