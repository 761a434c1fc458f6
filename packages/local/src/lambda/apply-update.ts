import { checkErrorSize } from "./check-error-size.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import type { Journal } from "./journal.ts";
import { limits } from "./limits.ts";
import type { OperationUpdate } from "./operation-update.ts";
import type { Operation } from "./operation.ts";
import { applyCallback } from "./operations/callback.ts";
import { applyChainedInvoke } from "./operations/chained-invoke.ts";
import { applyContext } from "./operations/context.ts";
import { applyExecution } from "./operations/execution.ts";
import { applyStep } from "./operations/step.ts";
import { applyWait } from "./operations/wait.ts";

/** Checks one update against what is stored and applies it. Throws AwsError with AWS's text. */
export function applyUpdate(journal: Journal, update: OperationUpdate): void {
  checkPayload(update);
  if (update.Type === "EXECUTION") return applyExecution(journal, update);
  const current = journal.find(update.Id);
  checkSame(update, current);
  if (current === undefined) checkParent(journal, update.ParentId);
  switch (update.Type) {
    case "STEP":
      return applyStep(journal, update, current);
    case "WAIT":
      return applyWait(journal, update, current);
    case "CALLBACK":
      return applyCallback(journal, update, current);
    case "CONTEXT":
      return applyContext(journal, update, current);
    case "CHAINED_INVOKE":
      return applyChainedInvoke(journal, update, current);
  }
}

function checkSame(update: OperationUpdate, current: Operation | undefined): void {
  if (current === undefined) return;
  if (current.type !== update.Type) throw invalidParameter("Inconsistent operation type.");
  if (differs(current.subType, update.SubType)) {
    throw invalidParameter("Inconsistent operation subtype.");
  }
  if (differs(current.name, update.Name)) throw invalidParameter("Inconsistent operation name.");
  if (differs(current.parentId, update.ParentId)) {
    throw invalidParameter("Inconsistent parent operation id.");
  }
}

/** What an update leaves out stays as it is. */
function differs(stored: string | null, given: string | undefined): boolean {
  return given !== undefined && given !== stored;
}

function checkParent(journal: Journal, parentId: string | undefined): void {
  if (parentId === undefined || journal.find(parentId)?.type === "CONTEXT") return;
  throw invalidParameter("Invalid parent operation id.");
}

function checkPayload(update: OperationUpdate): void {
  const { Type, Action, Payload, Error: error } = update;
  if (Action === "SUCCEED" && error !== undefined) {
    throw invalidParameter("Cannot provide an Error for SUCCEED action.");
  }
  if (Action === "FAIL" && Payload !== undefined) {
    throw invalidParameter("Cannot provide a Payload for FAIL action.");
  }
  // The result of an execution has limits of its own, CHAINED_INVOKE a text of its own.
  const hasOwnLimit = Type === "EXECUTION" || Type === "CHAINED_INVOKE";
  if (!hasOwnLimit && Buffer.byteLength(Payload ?? "") > limits.operationPayload) {
    throw invalidParameter(
      `${Type} payload size must be less than or equal to ${limits.operationPayload} bytes.`,
    );
  }
  if (error !== undefined) checkErrorSize(error);
}
