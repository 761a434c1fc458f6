import type { HttpRequest } from "../service.ts";

export const lambdaOperations = [
  "Invoke",
  "GetFunction",
  "GetFunctionConfiguration",
  "ListFunctions",
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

export interface LambdaCall {
  operation: (typeof lambdaOperations)[number];
  /** Of the function, the execution (its ARN) or the callback (its id). */
  name: string;
}

/** Which of Lambda's operations a path is. Undefined: none of them. */
export function lambdaCall({ method, segments }: HttpRequest): LambdaCall | undefined {
  const [version, collection, ...rest] = segments;
  const { name, action } = splitPath(rest);
  switch (`${method} ${version}/${collection}`) {
    case "POST 2015-03-31/functions":
      return action === "invocations" ? { operation: "Invoke", name } : undefined;
    case "GET 2015-03-31/functions":
      if (rest.join("") === "") return { operation: "ListFunctions", name };
      if (name === "") return { operation: "GetFunction", name: action };
      return action === "configuration"
        ? { operation: "GetFunctionConfiguration", name }
        : undefined;
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
