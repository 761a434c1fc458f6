import { endExecution } from "./end-execution.ts";
import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";
import { Journal } from "./journal.ts";
import type { Operation } from "./operation.ts";
import { timeOutCallback } from "./operations/callback.ts";
import { readyStep } from "./operations/step.ts";
import { endWait } from "./operations/wait.ts";
import type { TimerKind } from "./timers.ts";
import { wakeExecution } from "./wake-execution.ts";

/** What happens when its time has come. Inside `db.write`. */
export function onTimer(
  engine: Engine,
  kind: TimerKind,
  subject: number,
  operationId: string,
): void {
  switch (kind) {
    case "async-retry":
      return engine.queue.dispatch(subject);
    case "retention":
      return engine.executions.remove(subject);
    case "execution-timeout":
      return change(engine, subject, (journal) => timeOut(journal));
    case "invocation-retry":
      return change(engine, subject, ({ execution }) => wakeExecution(engine, execution));
    case "wait":
      return changeOperation(engine, subject, operationId, endWait);
    case "step-retry":
      return changeOperation(engine, subject, operationId, readyStep);
    case "callback-timeout":
    case "callback-heartbeat":
      return changeOperation(engine, subject, operationId, (journal, callback) =>
        timeOutCallback(journal, callback, kind),
      );
  }
}

function change(engine: Engine, executionId: number, apply: (journal: Journal) => void): void {
  const execution = engine.executions.byId(executionId);
  if (execution?.status !== "RUNNING") return;
  const journal = new Journal(engine, execution);
  apply(journal);
  journal.save();
}

function changeOperation(
  engine: Engine,
  executionId: number,
  operationId: string,
  apply: (journal: Journal, operation: Operation) => boolean,
): void {
  change(engine, executionId, (journal) => {
    const operation = journal.find(operationId);
    if (operation === undefined || !apply(journal, operation)) return;
    wakeExecution(engine, journal.execution);
  });
}

function timeOut(journal: Journal): void {
  const { timeoutSeconds }: Execution = journal.execution;
  endExecution(journal, {
    status: "TIMED_OUT",
    error: { ErrorMessage: `Execution timed out after ${timeoutSeconds} seconds.` },
  });
}
