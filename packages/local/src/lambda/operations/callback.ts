import { randomBytes } from "node:crypto";

import type { ErrorObject } from "../error-object.ts";
import { eventError, eventPayload } from "../event-payload.ts";
import { invalidParameter } from "../invalid-parameter.ts";
import type { Journal } from "../journal.ts";
import type { OperationUpdate } from "../operation-update.ts";
import { newOperation, type Operation } from "../operation.ts";

/** A multiple of 3, so that the id, which is base64, needs no padding. */
const callbackIdBytes = 72;

export function applyCallback(
  journal: Journal,
  update: OperationUpdate,
  current: Operation | undefined,
): void {
  if (update.Action !== "START") {
    throw invalidParameter("Invalid action for the given operation type.");
  }
  if (current !== undefined) throw invalidParameter("Cannot start a CALLBACK that already exist.");
  const { execution, engine, now } = journal;
  // Zero means none, as does absence.
  const timeoutSeconds = update.CallbackOptions?.TimeoutSeconds || undefined;
  const heartbeatSeconds = update.CallbackOptions?.HeartbeatTimeoutSeconds || undefined;
  const callback = newOperation(update, now);
  callback.callbackId = randomBytes(callbackIdBytes).toString("base64");
  callback.heartbeatSeconds = heartbeatSeconds ?? null;
  journal.add(callback);
  if (timeoutSeconds !== undefined) {
    const dueAt = now + timeoutSeconds * 1000;
    engine.timers.set("callback-timeout", dueAt, execution.id, callback.id);
  }
  beatCallback(journal, callback);
  const details = {
    CallbackId: callback.callbackId,
    Timeout: timeoutSeconds,
    HeartbeatTimeout: heartbeatSeconds,
  };
  journal.event("CallbackStarted", details, callback);
}

/** Moves the heartbeat's deadline; AWS writes no event for this. */
export function beatCallback(journal: Journal, callback: Operation): void {
  if (callback.heartbeatSeconds === null) return;
  const dueAt = journal.now + callback.heartbeatSeconds * 1000;
  journal.engine.timers.set("callback-heartbeat", dueAt, journal.execution.id, callback.id);
}

export function succeedCallback(journal: Journal, callback: Operation, payload: string): void {
  const result = payload === "" ? null : payload;
  callback.result = result;
  end(journal, callback, "SUCCEEDED");
  journal.event("CallbackSucceeded", { Result: eventPayload(result) }, callback);
}

export function failCallback(journal: Journal, callback: Operation, error: ErrorObject): void {
  callback.error = JSON.stringify(error);
  end(journal, callback, "FAILED");
  journal.event("CallbackFailed", { Error: eventError(error) }, callback);
}

/** Nobody completed it, or nobody beat, in time. The event names only the type, as AWS's does. */
export function timeOutCallback(
  journal: Journal,
  callback: Operation,
  kind: "callback-timeout" | "callback-heartbeat",
): boolean {
  if (callback.status !== "STARTED") return false;
  const error =
    kind === "callback-timeout"
      ? { ErrorType: "Callback.Timeout", ErrorMessage: "Callback timed out" }
      : { ErrorType: "Callback.Heartbeat", ErrorMessage: "Callback timed out on heartbeat" };
  callback.error = JSON.stringify(error);
  end(journal, callback, "TIMED_OUT");
  const details = { Error: eventError({ ErrorType: error.ErrorType }) };
  journal.event("CallbackTimedOut", details, callback);
  return true;
}

function end(
  journal: Journal,
  callback: Operation,
  status: "SUCCEEDED" | "FAILED" | "TIMED_OUT",
): void {
  const { engine, execution } = journal;
  callback.status = status;
  callback.endedAt = journal.now;
  journal.change(callback);
  engine.timers.clear("callback-timeout", execution.id, callback.id);
  engine.timers.clear("callback-heartbeat", execution.id, callback.id);
}
