import { endExecution } from "./end-execution.ts";
import type { Engine } from "./engine.ts";
import type { ErrorObject } from "./error-object.ts";
import { eventError } from "./event-payload.ts";
import type { Execution } from "./execution.ts";
import { readHandlerOutput } from "./handler-output.ts";
import { Journal } from "./journal.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { InvocationOutcome } from "./runtime/invocation.ts";
import { wakeExecution } from "./wake-execution.ts";
import { epochSeconds } from "./wire-operation.ts";

/** A handler came to its end, well or not. One that was superseded meanwhile is not listened to. */
export function finishInvocation(
  engine: Engine,
  executionId: number,
  invocation: number,
  outcome: InvocationOutcome,
): void {
  engine.machine.db.write(() => {
    const execution = engine.executions.byId(executionId);
    if (execution?.status !== "RUNNING" || execution.phase !== "invoked") return;
    if (execution.invocation !== invocation) return;
    const journal = new Journal(engine, execution);
    execution.phase = "idle";
    engine.waiters.invoked(executionId, outcome.logTail);
    if (outcome.isOk) applyOutput(journal, outcome.payload);
    else failInvocation(journal, { ...outcome.error });
    journal.save();
    engine.machine.db.afterCommit(() => engine.launches.release(executionId));
  });
}

/** The invocation's own event, which comes before what follows from it. */
export function recordInvocation(journal: Journal, error?: ErrorObject): void {
  const { execution, now } = journal;
  journal.event("InvocationCompleted", {
    StartTimestamp: epochSeconds(execution.invokedAt ?? now),
    EndTimestamp: epochSeconds(now),
    RequestId: execution.requestId,
    ...(error === undefined ? {} : { Error: eventError(error) }),
  });
}

function applyOutput(journal: Journal, payload: string): void {
  const { engine, execution } = journal;
  const output = readHandlerOutput(payload);
  execution.failures = 0;
  if (typeof output === "string") return refuse(journal, output);
  if (output.status !== "PENDING") {
    // As in AWS's own test runner, an invocation that fails its execution tells of the error too.
    recordInvocation(journal, output.status === "FAILED" ? output.error : undefined);
    return endExecution(journal, output);
  }
  const next = engine.operations.nextWake(execution.id);
  const isDue = next === "now" || hasUnseenChanges(execution);
  if (next === "never" && !isDue) {
    return refuse(journal, "Cannot return PENDING status with no pending operations.");
  }
  recordInvocation(journal);
  if (isDue) wakeExecution(engine, execution);
}

function hasUnseenChanges(execution: Execution): boolean {
  return execution.lastChange > execution.seenChange;
}

function refuse(journal: Journal, reason: string): void {
  const error = { ErrorType: "InvalidParameterValueException", ErrorMessage: reason };
  recordInvocation(journal, error);
  endExecution(journal, { status: "FAILED", error });
}

function failInvocation(
  journal: Journal,
  error: { errorType: string; errorMessage: string; trace?: string[] },
): void {
  const { engine, execution, now } = journal;
  recordInvocation(journal, {
    ErrorType: error.errorType,
    ErrorMessage: error.errorMessage,
    ...(error.trace === undefined ? {} : { StackTrace: error.trace }),
  });
  execution.failures += 1;
  execution.meteredOperations += 1;
  const delayMs = retryDelayMs(error.errorType, execution.failures);
  if (delayMs === 0) wakeExecution(engine, execution);
  else engine.timers.set("invocation-retry", now + delayMs, execution.id);
}
