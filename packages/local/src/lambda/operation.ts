import type { OperationType, OperationUpdate } from "./operation-update.ts";

export type OperationStatus =
  | "STARTED"
  | "PENDING"
  | "READY"
  | "SUCCEEDED"
  | "FAILED"
  | "CANCELLED"
  | "TIMED_OUT"
  | "STOPPED";

/** One operation of an execution, as its row. Times are epoch milliseconds. */
export interface Operation {
  readonly id: string;
  /** In the order of their starts; 0 until stored. */
  position: number;
  /** Number of its latest change within the execution. */
  change: number;
  readonly type: OperationType;
  readonly subType: string | null;
  readonly name: string | null;
  readonly parentId: string | null;
  status: OperationStatus;
  readonly startedAt: number;
  endedAt: number | null;
  result: string | null;
  /** An ErrorObject as JSON. */
  error: string | null;
  /** Completed attempts of a STEP. */
  attempt: number;
  /** When a WAIT ends, or the next attempt of a STEP begins. */
  dueAt: number | null;
  callbackId: string | null;
  heartbeatSeconds: number | null;
  replayChildren: number;
  /** 1: inside a finished context, so handlers do not get to see it any more. */
  isHidden: number;
}

export function newOperation(update: OperationUpdate, startedAt: number): Operation {
  return {
    id: update.Id,
    position: 0,
    change: 0,
    type: update.Type,
    subType: update.SubType ?? null,
    name: update.Name ?? null,
    parentId: update.ParentId ?? null,
    status: "STARTED",
    startedAt,
    endedAt: null,
    result: null,
    error: null,
    attempt: 0,
    dueAt: null,
    callbackId: null,
    heartbeatSeconds: null,
    replayChildren: 0,
    isHidden: 0,
  };
}
