import { AwsError } from "../aws-error.ts";
import type { HttpAnswer, HttpRequest } from "../service.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Engine } from "./engine.ts";
import { errorObject } from "./error-object.ts";
import type { Execution } from "./execution.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import type { InvocationCall } from "./invocation-call.ts";
import { limits } from "./limits.ts";
import { logResult } from "./log-result.ts";
import { refuseOverConcurrency } from "./refuse-over-concurrency.ts";
import { startExecution } from "./start-execution.ts";

/** Starts an execution, or finds the one that the same call started before. A synchronous call waits for its end. */
export async function invokeDurableFunction(
  engine: Engine,
  call: InvocationCall,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const timeoutSeconds = call.target.options.durable?.executionTimeoutSeconds ?? 0;
  if (!call.isEvent && timeoutSeconds > limits.syncExecutionSeconds) {
    throw invalidParameter(
      `You cannot synchronously invoke a durable function with an execution timeout greater than ${limits.syncExecutionSeconds} seconds; invoke it with type Event.`,
    );
  }
  const execution = startOnce(engine, call, executionName(request));
  const headers = {
    "x-amz-executed-version": execution.version,
    "x-amz-durable-execution-arn": execution.arn,
  };
  if (call.isEvent) return { status: 202, headers };
  const end =
    execution.status === "RUNNING"
      ? await engine.waiters.ended(execution.id, request.signal)
      : undefined;
  return syncAnswer(end?.execution ?? execution, {
    ...headers,
    ...logResult(request, end?.logTail),
  });
}

function startOnce(engine: Engine, call: InvocationCall, name: string | undefined): Execution {
  const { target, payload, isEvent, tenantId } = call;
  return engine.machine.db.write(() => {
    const known =
      name === undefined ? undefined : engine.executions.byName(target.options.name, name);
    if (known === undefined) {
      if (!isEvent) refuseOverConcurrency(engine, target);
      return startExecution(engine, target, { name, input: payload, isSync: !isEvent, tenantId });
    }
    const isSame =
      known.version === target.version && canonicalJson(known.input) === canonicalJson(payload);
    if (isSame) return known;
    throw new AwsError(
      "DurableExecutionAlreadyStartedException",
      `A durable execution named "${name}" was already started with another payload or version.`,
      409,
    );
  });
}

function executionName(request: HttpRequest): string | undefined {
  const name = request.headers["x-amz-durable-execution-name"];
  if (name === undefined) return undefined;
  if (typeof name === "string" && /^[a-zA-Z0-9_-]{1,64}$/.test(name)) return name;
  throw new AwsError(
    "ValidationException",
    "The durable execution name must be 1 to 64 letters, digits, hyphens or underscores.",
  );
}

/** The form of a failure is that of AWS's emulators; AWS documents none. */
function syncAnswer(execution: Execution, headers: Record<string, string>): HttpAnswer {
  const asJson = { ...headers, "content-type": "application/json" };
  if (execution.status === "SUCCEEDED") {
    return { status: 200, headers: asJson, body: execution.result ?? "null" };
  }
  const error = errorObject.parse(JSON.parse(execution.error ?? "{}"));
  return {
    status: 200,
    headers: { ...asJson, "x-amz-function-error": "Unhandled" },
    body: {
      errorType: error.ErrorType,
      errorMessage: error.ErrorMessage,
      stackTrace: error.StackTrace,
    },
  };
}
