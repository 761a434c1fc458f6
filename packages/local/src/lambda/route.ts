import { parseInput } from "../parse-input.ts";
import type { HttpAnswer, HttpRequest } from "../service.ts";
import { checkpointDurableExecution, checkpointInput } from "./checkpoint-durable-execution.ts";
import type { Engine } from "./engine.ts";
import { errorObject, type ErrorObject } from "./error-object.ts";
import { getDurableExecutionHistory } from "./get-durable-execution-history.ts";
import { getDurableExecutionState } from "./get-durable-execution-state.ts";
import { getDurableExecution } from "./get-durable-execution.ts";
import { getFunction, getFunctionConfiguration, listFunctions } from "./get-function.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import { invoke } from "./invoke.ts";
import { listDurableExecutionsByFunction } from "./list-durable-executions-by-function.ts";
import { sendDurableExecutionCallbackFailure } from "./send-durable-execution-callback-failure.ts";
import { sendDurableExecutionCallbackHeartbeat } from "./send-durable-execution-callback-heartbeat.ts";
import { sendDurableExecutionCallbackSuccess } from "./send-durable-execution-callback-success.ts";
import { stopDurableExecution } from "./stop-durable-execution.ts";

/** Lambda's paths. Undefined: not one of them. */
export function route(
  engine: Engine,
  request: HttpRequest,
): HttpAnswer | Promise<HttpAnswer> | undefined {
  const [version, collection, ...rest] = request.segments;
  switch (`${version}/${collection}`) {
    case "2015-03-31/functions":
      return routeFunction(engine, request, rest);
    case "2025-12-01/functions": {
      const { name, action } = splitPath(rest);
      if (request.method !== "GET" || action !== "durable-executions") return undefined;
      return json(listDurableExecutionsByFunction(engine, name, request.query));
    }
    case "2025-12-01/durable-executions":
      return routeExecution(engine, request, rest);
    case "2025-12-01/durable-execution-callbacks":
      return routeCallback(engine, request, rest);
    default:
      return undefined;
  }
}

function routeFunction(
  engine: Engine,
  request: HttpRequest,
  rest: string[],
): HttpAnswer | Promise<HttpAnswer> | undefined {
  const [name = "", action] = rest;
  if (request.method === "POST" && action === "invocations") return invoke(engine, name, request);
  if (request.method !== "GET") return undefined;
  if (name === "") return json(listFunctions(engine.functions));
  if (action === undefined) return json(getFunction(engine.functions, name, request.query));
  if (action !== "configuration") return undefined;
  return json(getFunctionConfiguration(engine.functions, name, request.query));
}

function routeExecution(
  engine: Engine,
  { method, query, body }: HttpRequest,
  rest: string[],
): HttpAnswer | undefined {
  const { name: arn, action } = splitPath(rest);
  switch (`${method} ${action}`) {
    case "POST checkpoint": {
      const input = parseInput(checkpointInput, readJson(body), "ValidationException");
      return json(checkpointDurableExecution(engine, arn, input));
    }
    case "GET state":
      return json(getDurableExecutionState(engine, arn, query));
    case "GET history":
      return json(getDurableExecutionHistory(engine, arn, query));
    case "POST stop":
      return json(stopDurableExecution(engine, arn, readError(body)));
    default:
      if (method !== "GET") return undefined;
      return json(getDurableExecution(engine, rest.join("/"), query));
  }
}

function routeCallback(
  engine: Engine,
  { method, body }: HttpRequest,
  rest: string[],
): HttpAnswer | undefined {
  const { name: id, action } = splitPath(rest);
  switch (`${method} ${action}`) {
    case "POST succeed":
      return json(sendDurableExecutionCallbackSuccess(engine, id, body));
    case "POST fail":
      return json(sendDurableExecutionCallbackFailure(engine, id, readError(body)));
    case "POST heartbeat":
      return json(sendDurableExecutionCallbackHeartbeat(engine, id));
    default:
      return undefined;
  }
}

/** An ARN or a callback id holds slashes; a client that does not encode them sends several segments. */
function splitPath(rest: string[]): { name: string; action: string } {
  return { name: rest.slice(0, -1).join("/"), action: rest.at(-1) ?? "" };
}

function readError(body: Buffer): ErrorObject {
  if (body.byteLength === 0) return {};
  return parseInput(errorObject, readJson(body), "InvalidParameterValueException");
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    throw invalidParameter(`The request's body is not JSON: ${String(error)}`);
  }
}

function json(body: object): HttpAnswer {
  return { status: 200, body };
}
