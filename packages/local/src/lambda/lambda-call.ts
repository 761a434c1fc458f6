import type { HttpRequest } from "../service.ts";

const versionOperations = [
  "PublishVersion",
  "ListVersionsByFunction",
  "CreateAlias",
  "UpdateAlias",
  "GetAlias",
  "DeleteAlias",
  "ListAliases",
] as const;

export const lambdaOperations = [
  "Invoke",
  "GetFunction",
  "GetFunctionConfiguration",
  "ListFunctions",
  ...versionOperations,
  "PutFunctionConcurrency",
  "GetFunctionConcurrency",
  "DeleteFunctionConcurrency",
  "CheckpointDurableExecution",
  "GetDurableExecution",
  "GetDurableExecutionHistory",
  "GetDurableExecutionState",
  "ListDurableExecutionsByFunction",
  "StopDurableExecution",
  "SendDurableExecutionCallbackFailure",
  "SendDurableExecutionCallbackHeartbeat",
  "SendDurableExecutionCallbackSuccess",
] as const;

export interface VersionCall {
  operation: (typeof versionOperations)[number];
  /** Of the function. */
  name: string;
  alias?: string;
}

export type LambdaCall =
  | VersionCall
  | {
      operation: Exclude<(typeof lambdaOperations)[number], VersionCall["operation"]>;
      /** Of the function, the execution (its ARN) or the callback (its id). */
      name: string;
    };

export function isVersionCall(call: LambdaCall): call is VersionCall {
  return versionOperations.some((operation) => operation === call.operation);
}

/** Which of Lambda's operations a path is. Undefined: none of them. */
export function lambdaCall({ method, segments }: HttpRequest): LambdaCall | undefined {
  const [version, collection, ...rest] = segments;
  if (`${version}/${collection}` === "2015-03-31/functions") return functionCall(method, rest);
  const { name, action } = splitPath(rest);
  switch (`${method} ${version}/${collection}`) {
    case "PUT 2017-10-31/functions":
      return action === "concurrency" ? { operation: "PutFunctionConcurrency", name } : undefined;
    case "DELETE 2017-10-31/functions":
      return action === "concurrency"
        ? { operation: "DeleteFunctionConcurrency", name }
        : undefined;
    case "GET 2019-09-30/functions":
      return action === "concurrency" ? { operation: "GetFunctionConcurrency", name } : undefined;
    case "GET 2025-12-01/functions":
      if (action !== "durable-executions") return undefined;
      return { operation: "ListDurableExecutionsByFunction", name };
    case "GET 2025-12-01/durable-executions":
      if (action === "state") return { operation: "GetDurableExecutionState", name };
      if (action === "history") return { operation: "GetDurableExecutionHistory", name };
      return { operation: "GetDurableExecution", name: rest.join("/") };
    case "POST 2025-12-01/durable-executions":
      if (action === "checkpoint") return { operation: "CheckpointDurableExecution", name };
      return action === "stop" ? { operation: "StopDurableExecution", name } : undefined;
    case "POST 2025-12-01/durable-execution-callbacks":
      return callbackCall(name, action);
    default:
      return undefined;
  }
}

function functionCall(
  method: string,
  [name = "", part = "", alias = ""]: string[],
): LambdaCall | undefined {
  const isOneAlias = part === "aliases" && alias !== "";
  switch (isOneAlias ? `${method} alias` : `${method} ${part}`) {
    case "POST invocations":
      return { operation: "Invoke", name };
    case "GET ":
      return { operation: name === "" ? "ListFunctions" : "GetFunction", name };
    case "GET configuration":
      return { operation: "GetFunctionConfiguration", name };
    case "POST versions":
      return { operation: "PublishVersion", name };
    case "GET versions":
      return { operation: "ListVersionsByFunction", name };
    case "POST aliases":
      return { operation: "CreateAlias", name };
    case "GET aliases":
      return { operation: "ListAliases", name };
    case "GET alias":
      return { operation: "GetAlias", name, alias };
    case "PUT alias":
      return { operation: "UpdateAlias", name, alias };
    case "DELETE alias":
      return { operation: "DeleteAlias", name, alias };
    default:
      return undefined;
  }
}

function callbackCall(name: string, action: string): LambdaCall | undefined {
  switch (action) {
    case "succeed":
      return { operation: "SendDurableExecutionCallbackSuccess", name };
    case "fail":
      return { operation: "SendDurableExecutionCallbackFailure", name };
    case "heartbeat":
      return { operation: "SendDurableExecutionCallbackHeartbeat", name };
    default:
      return undefined;
  }
}

/** An ARN or a callback id holds slashes; a client that does not encode them sends several segments. */
function splitPath(rest: string[]): { name: string; action: string } {
  return { name: rest.slice(0, -1).join("/"), action: rest.at(-1) ?? "" };
}
