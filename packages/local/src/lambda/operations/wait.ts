import { eventError } from "../event-payload.ts";
import { invalidParameter } from "../invalid-parameter.ts";
import type { Journal } from "../journal.ts";
import type { OperationUpdate } from "../operation-update.ts";
import { newOperation, type Operation } from "../operation.ts";
import { epochSeconds } from "../wire-operation.ts";

export function applyWait(
  journal: Journal,
  update: OperationUpdate,
  current: Operation | undefined,
): void {
  if (update.Action === "START") start(journal, update, current);
  else if (update.Action === "CANCEL") cancel(journal, update, current);
  else throw invalidParameter("Invalid action for the given operation type.");
}

function start(journal: Journal, update: OperationUpdate, current: Operation | undefined): void {
  if (current !== undefined) throw invalidParameter("Cannot start a WAIT that already exist.");
  const seconds = update.WaitOptions?.WaitSeconds;
  if (seconds === undefined) {
    throw invalidParameter("Update for WAIT operation requires WaitOptions.");
  }
  const wait = newOperation(update, journal.now);
  const dueAt = journal.now + seconds * 1000;
  wait.dueAt = dueAt;
  journal.add(wait);
  journal.engine.timers.set("wait", dueAt, journal.execution.id, wait.id);
  const details = { Duration: seconds, ScheduledEndTimestamp: epochSeconds(dueAt) };
  journal.event("WaitStarted", details, wait);
}

function cancel(journal: Journal, update: OperationUpdate, wait: Operation | undefined): void {
  if (wait?.status !== "STARTED") {
    throw invalidParameter("Cannot cancel a WAIT that does not exist or has already completed.");
  }
  wait.status = "CANCELLED";
  wait.endedAt = journal.now;
  journal.change(wait);
  journal.engine.timers.clear("wait", journal.execution.id, wait.id);
  const details = update.Error === undefined ? {} : { Error: eventError(update.Error) };
  journal.event("WaitCancelled", details, wait);
}

/** Its time is over. */
export function endWait(journal: Journal, wait: Operation): boolean {
  if (wait.status !== "STARTED") return false;
  wait.status = "SUCCEEDED";
  wait.endedAt = journal.now;
  journal.change(wait);
  const Duration = ((wait.dueAt ?? wait.startedAt) - wait.startedAt) / 1000;
  journal.event("WaitSucceeded", { Duration }, wait);
  return true;
}
