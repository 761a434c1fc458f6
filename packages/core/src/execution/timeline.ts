import type { Attempt } from "../attempt/attempt.ts";
import type { HistoryEvent } from "./executions.ts";
import { operationSpans } from "./operation-spans.ts";
import type { Span } from "./span.ts";
import { taskSpans } from "./task-spans.ts";

/**
 * What happened to a job, as bars: the execution and its operations, and each attempt's task with its states, below
 * the context of its attempt where there is one. Pure. `events`: oldest first.
 */
export function timeline(events: HistoryEvent[], attempts: Attempt[]): Span[] {
  const operations = operationSpans(events);
  const tasks = attempts.flatMap((attempt) => {
    const name = `attempt-${attempt.number}`;
    const parent = operations.find((span) => span.kind === "context" && span.name === name);
    return taskSpans(attempt, parent?.id ?? operations[0]?.id);
  });
  return [...operations, ...tasks];
}
