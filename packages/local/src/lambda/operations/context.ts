import { eventError, eventPayload } from "../event-payload.ts";
import { invalidParameter } from "../invalid-parameter.ts";
import type { Journal } from "../journal.ts";
import type { OperationUpdate } from "../operation-update.ts";
import { newOperation, type Operation } from "../operation.ts";

export function applyContext(
  journal: Journal,
  update: OperationUpdate,
  current: Operation | undefined,
): void {
  switch (update.Action) {
    case "START":
      return start(journal, update, current);
    case "SUCCEED":
    case "FAIL":
      return close(journal, update, current, update.Action);
    case "RETRY":
    case "CANCEL":
      throw invalidParameter("Invalid action for the given operation type.");
  }
}

function start(journal: Journal, update: OperationUpdate, current: Operation | undefined): void {
  if (current !== undefined) throw invalidParameter("Cannot start a CONTEXT that already exist.");
  const context = newOperation(update, journal.now);
  context.replayChildren = update.ContextOptions?.ReplayChildren === true ? 1 : 0;
  journal.add(context);
  journal.event("ContextStarted", {}, context);
}

/** One that has not begun may be closed at once, as a STEP. */
function close(
  journal: Journal,
  update: OperationUpdate,
  current: Operation | undefined,
  action: "SUCCEED" | "FAIL",
): void {
  const context = current ?? newOperation(update, journal.now);
  if (context.status !== "STARTED") {
    throw invalidParameter("Invalid current CONTEXT state to close.");
  }
  if (current === undefined) journal.add(context);
  context.endedAt = journal.now;
  if (update.ContextOptions?.ReplayChildren === true) context.replayChildren = 1;
  if (action === "SUCCEED") {
    context.status = "SUCCEEDED";
    context.result = update.Payload ?? null;
    journal.change(context);
    journal.event("ContextSucceeded", { Result: eventPayload(update.Payload) }, context);
  } else {
    context.status = "FAILED";
    context.error = JSON.stringify(update.Error ?? {});
    journal.change(context);
    journal.event("ContextFailed", { Error: eventError(update.Error) }, context);
  }
  if (context.replayChildren === 0) journal.hideDescendants(context);
}
