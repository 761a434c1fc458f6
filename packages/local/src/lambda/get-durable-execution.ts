import { AwsError } from "../aws-error.ts";
import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";
import { queryFlag } from "./page-query.ts";
import { epochSeconds } from "./wire-operation.ts";

const arnPattern =
  /^arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:function:[a-zA-Z0-9_-]+:(\$LATEST(\.PUBLISHED)?|[0-9]+)\/durable-execution\/[a-zA-Z0-9_-]+\/[a-zA-Z0-9_-]+$/;

export function getDurableExecution(engine: Engine, arn: string, query: URLSearchParams): object {
  const execution = existingExecution(engine, arn);
  // The default was seen to be true.
  const isDataAsked = queryFlag(query, "IncludeExecutionData") ?? true;
  const data = {
    InputPayload: execution.input ?? undefined,
    Result: execution.result ?? undefined,
    Error: execution.error === null ? undefined : (JSON.parse(execution.error) as unknown),
  };
  return {
    ...describeExecution(engine, execution),
    ...(isDataAsked ? data : {}),
    ExecutionDataIncluded: isDataAsked,
    Version: execution.version,
    DurableConfig: {
      ExecutionTimeout: execution.timeoutSeconds,
      RetentionPeriodInDays: execution.retentionDays,
    },
  };
}

/** As in lists. */
export function describeExecution(engine: Engine, execution: Execution): object {
  return {
    DurableExecutionArn: execution.arn,
    DurableExecutionName: execution.name,
    FunctionArn: engine.functions.arn(execution.functionName, execution.version),
    Status: execution.status,
    StartTimestamp: epochSeconds(execution.startedAt),
    EndTimestamp: execution.endedAt === null ? undefined : epochSeconds(execution.endedAt),
  };
}

/** Throws AwsError when there is none. */
export function existingExecution(engine: Engine, arn: string): Execution {
  if (!arnPattern.test(arn)) {
    throw new AwsError("ValidationException", `"${arn}" is not the ARN of a durable execution.`);
  }
  const execution = engine.executions.byArn(arn);
  if (execution !== undefined) return execution;
  throw new AwsError("ResourceNotFoundException", `Durable execution not found: ${arn}`, 404);
}
