import { AwsError } from "../aws-error.ts";
import type { Engine } from "./engine.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import { Journal } from "./journal.ts";
import type { Operation } from "./operation.ts";
import { wakeExecution } from "./wake-execution.ts";

const idPattern = /^[A-Za-z0-9+/]+={0,2}$/;

/** Applies a change from outside to a callback that nobody completed yet. Throws AwsError otherwise. */
export function changeOpenCallback(
  engine: Engine,
  callbackId: string,
  apply: (journal: Journal, callback: Operation) => void,
): object {
  if (callbackId.length > 1024 || !idPattern.test(callbackId)) {
    throw invalidParameter("Invalid callback id.");
  }
  const { db } = engine.machine;
  const known = engine.operations.byCallback(callbackId);
  // One that is due has timed out, even if its timer did not get to run yet.
  if (known !== undefined) db.write(() => engine.timers.fireExecution(known.executionId));
  return db.write(() => {
    const found = engine.operations.byCallback(callbackId);
    const execution = found && engine.executions.byId(found.executionId);
    if (execution?.status !== "RUNNING" || found?.operation.status !== "STARTED") {
      throw new AwsError(
        "CallbackTimeoutException",
        "The callback is either timed out or already completed",
      );
    }
    const journal = new Journal(engine, execution);
    apply(journal, found.operation);
    journal.save();
    return {};
  });
}

/** For a change that ends the callback. */
export function completeCallback(
  engine: Engine,
  callbackId: string,
  apply: (journal: Journal, callback: Operation) => void,
): object {
  return changeOpenCallback(engine, callbackId, (journal, callback) => {
    apply(journal, callback);
    wakeExecution(engine, journal.execution);
  });
}
