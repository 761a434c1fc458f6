import { endExecution } from "../end-execution.ts";
import { recordInvocation } from "../finish-invocation.ts";
import { invalidParameter } from "../invalid-parameter.ts";
import type { Journal } from "../journal.ts";
import type { OperationUpdate } from "../operation-update.ts";

/** The handler ends the execution in a checkpoint, as its result is too large to be returned. */
export function applyExecution(journal: Journal, update: OperationUpdate): void {
  switch (update.Action) {
    case "SUCCEED":
      recordInvocation(journal);
      return endExecution(journal, { status: "SUCCEEDED", result: update.Payload });
    case "FAIL":
      recordInvocation(journal);
      return endExecution(journal, { status: "FAILED", error: update.Error });
    case "START":
    case "RETRY":
    case "CANCEL":
      throw invalidParameter("Invalid action for the given operation type.");
  }
}
