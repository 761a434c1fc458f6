import type { Engine } from "./engine.ts";
import type { ErrorObject } from "./error-object.ts";
import { eventError, eventPayload } from "./event-payload.ts";
import type { ExecutionStatus } from "./execution.ts";
import { Journal } from "./journal.ts";
import { limits } from "./limits.ts";
import { endChainedInvoke, type ChainedInvokeEnd } from "./operations/chained-invoke.ts";
import { outputTooLarge } from "./output-limits.ts";
import { publishStatus } from "./publish-status.ts";
import { wakeExecution } from "./wake-execution.ts";

export interface ExecutionEnd {
  status: Exclude<ExecutionStatus, "RUNNING">;
  result?: string | undefined;
  error?: ErrorObject | undefined;
}

const dayMs = 86_400_000;

const endEvents = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  STOPPED: "ExecutionStopped",
} as const;

/** Closes an execution for good and tells whoever waits for it. Inside `db.write`; the caller saves. */
export function endExecution(journal: Journal, asked: ExecutionEnd): void {
  const { engine, execution } = journal;
  const end = withinLimits(asked, execution.isSync === 1);
  execution.status = end.status;
  execution.endedAt = journal.now;
  execution.phase = "idle";
  execution.result = end.status === "SUCCEEDED" ? (end.result ?? null) : null;
  execution.error = end.status === "SUCCEEDED" ? null : JSON.stringify(end.error ?? {});
  journal.executionEvent(endEvents[end.status], endDetails(end));
  engine.timers.endExecution(execution.id, journal.now + execution.retentionDays * dayMs);
  publishStatus(engine, execution);
  engine.machine.db.afterCommit(() => engine.waiters.notify(execution));
  if (execution.parentId === null || execution.parentOperation === null) return;
  const forParent = {
    status: end.status,
    result: execution.result,
    error: parentError(end, execution.timeoutSeconds),
  };
  settleParent(engine, execution.parentId, execution.parentOperation, forParent);
}

/** Gives the outcome of a chained invoke to the execution that waits for it. Inside `db.write`. */
export function settleParent(
  engine: Engine,
  executionId: number,
  operationId: string,
  end: ChainedInvokeEnd,
): void {
  const execution = engine.executions.byId(executionId);
  if (execution?.status !== "RUNNING") return;
  const journal = new Journal(engine, execution);
  const invoke = journal.find(operationId);
  if (invoke === undefined || !endChainedInvoke(journal, invoke, end)) return;
  wakeExecution(engine, execution);
  journal.save();
}

function parentError(end: ExecutionEnd, timeoutSeconds: number): ErrorObject {
  if (end.status !== "TIMED_OUT") return end.error ?? {};
  return {
    ErrorType: "ChainedInvoke.Timeout",
    ErrorMessage: `CHAINED_INVOKE timed out after ${timeoutSeconds} seconds.`,
  };
}

function endDetails(end: ExecutionEnd): Record<string, unknown> {
  if (end.status === "SUCCEEDED") return { Result: eventPayload(end.result) };
  // AWS was seen to leave the details of this one empty.
  if (end.status === "TIMED_OUT") return {};
  return { Error: eventError(end.error) };
}

function withinLimits(end: ExecutionEnd, isSync: boolean): ExecutionEnd {
  const limit = isSync ? limits.syncPayload : limits.eventResult;
  const size = Buffer.byteLength(end.result ?? "");
  if (end.status !== "SUCCEEDED" || size <= limit) return end;
  return { status: "FAILED", error: outputTooLarge("Execution", limit) };
}
