import { eventError, eventPayload } from "../event-payload.ts";
import { invalidParameter } from "../invalid-parameter.ts";
import type { Journal } from "../journal.ts";
import type { OperationUpdate } from "../operation-update.ts";
import { newOperation, type Operation } from "../operation.ts";

export function applyStep(
  journal: Journal,
  update: OperationUpdate,
  current: Operation | undefined,
): void {
  const delaySeconds = update.StepOptions?.NextAttemptDelaySeconds;
  if ((update.Action === "RETRY") !== (delaySeconds !== undefined)) {
    throw invalidParameter("Invalid StepOptions for the given action.");
  }
  switch (update.Action) {
    case "START":
      return start(journal, update, current);
    case "SUCCEED":
    case "FAIL":
      return close(journal, update, current, update.Action);
    case "RETRY":
      return retry(journal, update, current, delaySeconds ?? 0);
    case "CANCEL":
      throw invalidParameter("Invalid action for the given operation type.");
  }
}

function start(journal: Journal, update: OperationUpdate, current: Operation | undefined): void {
  if (current !== undefined && current.status !== "READY") {
    throw invalidParameter("Invalid current STEP state to start.");
  }
  const step = current ?? newOperation(update, journal.now);
  step.status = "STARTED";
  store(journal, step, current);
  journal.event("StepStarted", {}, step);
}

function close(
  journal: Journal,
  update: OperationUpdate,
  current: Operation | undefined,
  action: "SUCCEED" | "FAIL",
): void {
  if (!mayAttempt(current)) throw invalidParameter("Invalid current STEP state to close.");
  const step = current ?? newOperation(update, journal.now);
  step.attempt += 1;
  step.endedAt = journal.now;
  const RetryDetails = { CurrentAttempt: step.attempt };
  if (action === "SUCCEED") {
    step.status = "SUCCEEDED";
    step.result = update.Payload ?? null;
    step.error = null;
    store(journal, step, current);
    const Result = eventPayload(update.Payload);
    journal.event("StepSucceeded", { Result, RetryDetails }, step);
    return;
  }
  step.status = "FAILED";
  step.error = JSON.stringify(update.Error ?? {});
  store(journal, step, current);
  journal.event("StepFailed", { Error: eventError(update.Error), RetryDetails }, step);
}

/** With an error: the attempt failed. With a payload: a poll that did not yet find what it waits for. */
function retry(
  journal: Journal,
  update: OperationUpdate,
  current: Operation | undefined,
  delaySeconds: number,
): void {
  if (!mayAttempt(current)) throw invalidParameter("Invalid current STEP state to re-attempt.");
  if (update.Error !== undefined && update.Payload !== undefined) {
    throw invalidParameter("Cannot provide both error and payload to RETRY a STEP.");
  }
  const step = current ?? newOperation(update, journal.now);
  step.status = "PENDING";
  step.attempt += 1;
  step.dueAt = journal.now + delaySeconds * 1000;
  if (update.Payload !== undefined) step.result = update.Payload;
  step.error = update.Error === undefined ? null : JSON.stringify(update.Error);
  store(journal, step, current);
  journal.execution.meteredOperations += 1;
  journal.engine.timers.set("step-retry", step.dueAt, journal.execution.id, step.id);
  const RetryDetails = { CurrentAttempt: step.attempt, NextAttemptDelaySeconds: delaySeconds };
  if (update.Error === undefined) {
    const Result = eventPayload(update.Payload);
    journal.event("StepSucceeded", { Result, RetryDetails }, step);
    return;
  }
  journal.event("StepFailed", { Error: eventError(update.Error), RetryDetails }, step);
}

function mayAttempt(step: Operation | undefined): boolean {
  return step === undefined || step.status === "STARTED" || step.status === "READY";
}

function store(journal: Journal, step: Operation, current: Operation | undefined): void {
  if (current === undefined) journal.add(step);
  else journal.change(step);
}

/** The delay before the next attempt is over. AWS writes no event for this. */
export function readyStep(journal: Journal, step: Operation): boolean {
  if (step.status !== "PENDING") return false;
  step.status = "READY";
  step.dueAt = null;
  journal.change(step);
  return true;
}
