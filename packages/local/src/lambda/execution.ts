import type { EventSubject } from "./history.ts";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "STOPPED";

/** A durable execution, as its row. Times are epoch milliseconds. */
export interface Execution {
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  readonly functionName: string;
  readonly version: string;
  readonly input: string | null;
  readonly startedAt: number;
  readonly timeoutSeconds: number;
  readonly retentionDays: number;
  /** 1: started by a RequestResponse call, whose result may be larger. */
  readonly isSync: number;
  /** Given by the caller; reaches the handler's context. */
  readonly tenantId: string | null;
  /** The execution and the operation in it that invoked this one. */
  readonly parentId: number | null;
  readonly parentOperation: string | null;
  status: ExecutionStatus;
  result: string | null;
  /** An ErrorObject as JSON. */
  error: string | null;
  endedAt: number | null;
  /** Whether a handler works on it: not, waits for a process, or runs in one. */
  phase: "idle" | "queued" | "invoked";
  /** How many invocations there were, the current one included. */
  invocation: number;
  requestId: string | null;
  invokedAt: number | null;
  /** Failed invocations in a row. */
  failures: number;
  /** How many checkpoints the current invocation made: part of its next token. */
  sequence: number;
  /** The ClientToken of the latest checkpoint, and `seenChange` before it: to answer a repeat. */
  clientToken: string | null;
  seenBefore: number;
  lastEvent: number;
  /** Every change of an operation has the next number; the handler has seen them up to `seenChange`. */
  lastChange: number;
  seenChange: number;
  /** As AWS bills them; 3,000 at most. */
  meteredOperations: number;
  writtenBytes: number;
}

/** The last part of the ARN, which is also the id of its EXECUTION operation. */
export function executionUuid(execution: Execution): string {
  return execution.arn.slice(execution.arn.lastIndexOf("/") + 1);
}

/** What an event of the execution as a whole tells of. */
export function executionSubject(execution: Execution): EventSubject {
  const { name } = execution;
  return { id: executionUuid(execution), name, subType: null, parentId: null };
}
