import { executionUuid, type Execution } from "./execution.ts";
import type { Operation } from "./operation.ts";

/** Times differ: ISO strings in an invocation's payload, epoch seconds in the API. */
export type WireTime = (ms: number) => string | number;

export const isoTime: WireTime = (ms) => new Date(ms).toISOString();
export const epochSeconds = (ms: number): number => ms / 1000;

/** An operation as the SDK reads it. Undefined members do not survive JSON. */
export function wireOperation(operation: Operation, time: WireTime): Record<string, unknown> {
  return {
    Id: operation.id,
    ParentId: operation.parentId ?? undefined,
    Name: operation.name ?? undefined,
    Type: operation.type,
    SubType: operation.subType ?? undefined,
    StartTimestamp: time(operation.startedAt),
    EndTimestamp: operation.endedAt === null ? undefined : time(operation.endedAt),
    Status: operation.status,
    ...details(operation, time),
  };
}

/** The execution as its own first operation, which carries the input. */
export function wireExecution(execution: Execution, time: WireTime): Record<string, unknown> {
  return {
    Id: executionUuid(execution),
    Name: execution.name,
    Type: "EXECUTION",
    StartTimestamp: time(execution.startedAt),
    Status: "STARTED",
    ExecutionDetails: { InputPayload: execution.input ?? undefined },
  };
}

function details(operation: Operation, time: WireTime): Record<string, unknown> {
  const outcome = {
    Result: operation.result ?? undefined,
    Error: operation.error === null ? undefined : (JSON.parse(operation.error) as unknown),
  };
  const dueTime = operation.dueAt === null ? undefined : time(operation.dueAt);
  switch (operation.type) {
    case "STEP": {
      const NextAttemptTimestamp = operation.status === "PENDING" ? dueTime : undefined;
      return { StepDetails: { Attempt: operation.attempt, NextAttemptTimestamp, ...outcome } };
    }
    case "WAIT":
      return { WaitDetails: { ScheduledEndTimestamp: dueTime } };
    case "CALLBACK":
      return { CallbackDetails: { CallbackId: operation.callbackId ?? undefined, ...outcome } };
    case "CHAINED_INVOKE":
      return { ChainedInvokeDetails: outcome };
    case "CONTEXT": {
      const ReplayChildren = operation.replayChildren === 1 ? true : undefined;
      return { ContextDetails: { ReplayChildren, ...outcome } };
    }
    case "EXECUTION":
      return {};
  }
}
