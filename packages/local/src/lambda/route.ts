import { parseInput } from "../parse-input.ts";
import type { Call, HttpAnswer, HttpRequest } from "../service.ts";
import { checkErrorSize } from "./check-error-size.ts";
import { checkpointInput } from "./checkpoint-durable-execution.ts";
import { checkpointOrCrash } from "./checkpoint-or-crash.ts";
import { deleteFunctionConcurrency } from "./delete-function-concurrency.ts";
import type { Engine } from "./engine.ts";
import { errorObject, type ErrorObject } from "./error-object.ts";
import { getDurableExecutionHistory } from "./get-durable-execution-history.ts";
import { getDurableExecutionState } from "./get-durable-execution-state.ts";
import { getDurableExecution } from "./get-durable-execution.ts";
import { getFunctionConcurrency } from "./get-function-concurrency.ts";
import { getFunction, getFunctionConfiguration, listFunctions } from "./get-function.ts";
import { invoke } from "./invoke.ts";
import { isVersionCall, lambdaCall, type LambdaCall, type VersionCall } from "./lambda-call.ts";
import { listDurableExecutionsByFunction } from "./list-durable-executions-by-function.ts";
import { putFunctionConcurrency, putFunctionConcurrencyInput } from "./put-function-concurrency.ts";
import { readJson } from "./read-json.ts";
import { routeVersion } from "./route-version.ts";
import { sendDurableExecutionCallbackFailure } from "./send-durable-execution-callback-failure.ts";
import { sendDurableExecutionCallbackHeartbeat } from "./send-durable-execution-callback-heartbeat.ts";
import { sendDurableExecutionCallbackSuccess } from "./send-durable-execution-callback-success.ts";
import { stopDurableExecution } from "./stop-durable-execution.ts";

/** Lambda's paths. Undefined: not one of them. */
export function route(engine: Engine, request: HttpRequest): Call | undefined {
  const call = lambdaCall(request);
  if (call === undefined) return undefined;
  return {
    operation: call.operation,
    async answer(): Promise<HttpAnswer> {
      if (call.operation === "Invoke") return invoke(engine, call.name, request);
      if (isVersionCall(call)) return routeVersion(engine, call, request);
      if (call.operation === "DeleteFunctionConcurrency") {
        deleteFunctionConcurrency(engine, call.name);
        return { status: 204 };
      }
      return { status: 200, body: answer(engine, call.operation, call.name, request) };
    },
  };
}

function answer(
  engine: Engine,
  operation: Exclude<
    LambdaCall["operation"],
    "Invoke" | "DeleteFunctionConcurrency" | VersionCall["operation"]
  >,
  name: string,
  { query, body }: HttpRequest,
): object {
  switch (operation) {
    case "ListFunctions":
      return listFunctions(engine.functions);
    case "GetFunction":
      return getFunction(engine, name, query);
    case "GetFunctionConfiguration":
      return getFunctionConfiguration(engine.functions, name, query);
    case "PutFunctionConcurrency": {
      const input = parseInput(putFunctionConcurrencyInput, readJson(body), "ValidationException");
      return putFunctionConcurrency(engine, name, input);
    }
    case "GetFunctionConcurrency":
      return getFunctionConcurrency(engine, name);
    case "ListDurableExecutionsByFunction":
      return listDurableExecutionsByFunction(engine, name, query);
    case "CheckpointDurableExecution": {
      const input = parseInput(checkpointInput, readJson(body), "ValidationException");
      return checkpointOrCrash(engine, name, input);
    }
    case "GetDurableExecution":
      return getDurableExecution(engine, name, query);
    case "GetDurableExecutionHistory":
      return getDurableExecutionHistory(engine, name, query);
    case "GetDurableExecutionState":
      return getDurableExecutionState(engine, name, query);
    case "StopDurableExecution":
      return stopDurableExecution(engine, name, readError(body));
    case "SendDurableExecutionCallbackSuccess":
      return sendDurableExecutionCallbackSuccess(engine, name, body);
    case "SendDurableExecutionCallbackFailure":
      return sendDurableExecutionCallbackFailure(engine, name, readError(body));
    case "SendDurableExecutionCallbackHeartbeat":
      return sendDurableExecutionCallbackHeartbeat(engine, name);
  }
}

function readError(body: Buffer): ErrorObject {
  if (body.byteLength === 0) return {};
  const error = parseInput(errorObject, readJson(body), "InvalidParameterValueException");
  checkErrorSize(error);
  return error;
}
