import { invalidParameter } from "./invalid-parameter.ts";
import type { OperationUpdate } from "./operation-update.ts";

const closers: Record<OperationUpdate["Type"], OperationUpdate["Action"][]> = {
  STEP: ["SUCCEED", "FAIL", "RETRY"],
  CONTEXT: ["SUCCEED", "FAIL"],
  WAIT: [],
  CALLBACK: [],
  CHAINED_INVOKE: [],
  EXECUTION: [],
};

/** What AWS asks of the updates of one checkpoint together. */
export function checkBatch(updates: OperationUpdate[]): void {
  const seen = new Map<string, OperationUpdate["Action"]>();
  for (const [index, update] of updates.entries()) {
    if (update.Type === "EXECUTION") checkIsLast(updates, index);
    const before = seen.get(update.Id);
    const isStartThenEnd = before === "START" && closers[update.Type].includes(update.Action);
    if (before !== undefined && !isStartThenEnd) {
      throw invalidParameter("Cannot update the same operation twice in a single request.");
    }
    seen.set(update.Id, update.Action);
  }
}

function checkIsLast(updates: OperationUpdate[], index: number): void {
  if (updates.filter(({ Type }) => Type === "EXECUTION").length > 1) {
    throw invalidParameter("Cannot checkpoint multiple EXECUTION updates.");
  }
  if (index !== updates.length - 1) {
    throw invalidParameter("EXECUTION checkpoint must be the last update.");
  }
}
