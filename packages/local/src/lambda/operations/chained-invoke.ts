import { AwsError } from "../../aws-error.ts";
import { errorObject, type ErrorObject } from "../error-object.ts";
import { eventError, eventPayload } from "../event-payload.ts";
import type { InvokedFunction } from "../function-version.ts";
import { invalidParameter } from "../invalid-parameter.ts";
import type { Journal } from "../journal.ts";
import { limits } from "../limits.ts";
import type { OperationUpdate } from "../operation-update.ts";
import { newOperation, type Operation } from "../operation.ts";
import { outputTooLarge } from "../output-limits.ts";
import { startExecution } from "../start-execution.ts";

export function applyChainedInvoke(
  journal: Journal,
  update: OperationUpdate,
  current: Operation | undefined,
): void {
  if (update.Action !== "START") {
    throw invalidParameter("Invalid action for the given operation type.");
  }
  if (current !== undefined) {
    throw invalidParameter("Cannot start a CHAINED_INVOKE that already exist.");
  }
  const options = update.ChainedInvokeOptions;
  if (options === undefined) {
    throw invalidParameter("Update for CHAINED_INVOKE operation requires ChainedInvokeOptions.");
  }
  if (Buffer.byteLength(update.Payload ?? "") > limits.operationPayload) {
    throw invalidParameter(
      `CHAINED_INVOKE input payload size must be less than or equal to ${limits.operationPayload} bytes.`,
    );
  }
  const { functions } = journal.engine;
  // Another account or region refuses the checkpoint; what cannot be found there fails the operation.
  functions.parse(options.FunctionName);
  const invoke = newOperation(update, journal.now);
  const started = { FunctionName: options.FunctionName, TenantId: options.TenantId };
  let target: InvokedFunction;
  try {
    target = functions.toInvoke(options.FunctionName);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    journal.add(invoke);
    journal.event("ChainedInvokeStarted", started, invoke);
    const reason = { ErrorType: error.type, ErrorMessage: error.message };
    endChainedInvoke(journal, invoke, { status: "FAILED", error: reason });
    return;
  }
  journal.add(invoke);
  journal.event("ChainedInvokeStarted", { ...started, ...launch(journal, update, target) }, invoke);
}

/** Starts the target once the checkpoint is on disk. Returns what the event tells of it. */
function launch(
  journal: Journal,
  update: OperationUpdate,
  target: InvokedFunction,
): Record<string, unknown> {
  const { engine, execution } = journal;
  const options = {
    tenantId: update.ChainedInvokeOptions?.TenantId,
    parent: { executionId: execution.id, operationId: update.Id },
  };
  const common = { Input: eventPayload(update.Payload), ExecutedVersion: target.version };
  if (target.options.durable === undefined) {
    engine.queue.add(target, update.Payload ?? "{}", options);
    return common;
  }
  const child = startExecution(engine, target, { ...options, input: update.Payload ?? null });
  return { ...common, DurableExecutionArn: child.arn };
}

export interface ChainedInvokeEnd {
  status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "STOPPED";
  result?: string | null;
  error?: ErrorObject;
}

const endEvents = {
  SUCCEEDED: "ChainedInvokeSucceeded",
  FAILED: "ChainedInvokeFailed",
  TIMED_OUT: "ChainedInvokeTimedOut",
  STOPPED: "ChainedInvokeStopped",
} as const;

/** Returns false when it has ended already. The history also tells of one inside a context that is done with. */
export function endChainedInvoke(
  journal: Journal,
  invoke: Operation,
  outcome: ChainedInvokeEnd,
): boolean {
  if (invoke.status !== "STARTED") return false;
  const end = withinLimits(outcome);
  invoke.status = end.status;
  invoke.endedAt = journal.now;
  if (end.status === "SUCCEEDED") invoke.result = end.result ?? null;
  else invoke.error = JSON.stringify(errorObject.parse(end.error ?? {}));
  journal.change(invoke);
  const details =
    end.status === "SUCCEEDED"
      ? { Result: eventPayload(end.result) }
      : { Error: eventError(end.error) };
  journal.event(endEvents[end.status], details, invoke);
  return true;
}

function withinLimits(end: ChainedInvokeEnd): ChainedInvokeEnd {
  const limit = limits.operationPayload;
  if (Buffer.byteLength(end.result ?? "") <= limit) return end;
  return { status: "FAILED", error: outputTooLarge("CHAINED_INVOKE", limit) };
}
