import type { FunctionOptions } from "../options.ts";
import { defaultMemoryMb, defaultTimeoutSeconds } from "./function-version.ts";
import type { Functions } from "./functions.ts";

export function getFunction(functions: Functions, name: string, query: URLSearchParams): object {
  const target = functions.toDescribe(name, query.get("Qualifier") ?? undefined);
  return {
    Configuration: getFunctionConfiguration(functions, name, query),
    Code: { RepositoryType: "Local", Location: target.options.module },
  };
}

export function getFunctionConfiguration(
  functions: Functions,
  name: string,
  query: URLSearchParams,
): object {
  const given = query.get("Qualifier") ?? undefined;
  const { options, version, arn } = functions.toDescribe(name, given);
  // As on AWS, the ARN is as qualified as the question.
  const isQualified = functions.parse(name, given).qualifier !== undefined;
  return configuration(options, version, isQualified ? arn : functions.arn(options.name));
}

export function listFunctions(functions: Functions): object {
  const Functions = functions
    .all()
    .map((options) => configuration(options, "$LATEST", functions.arn(options.name)));
  return { Functions };
}

function configuration(options: FunctionOptions, version: string, arn: string): object {
  const { durable } = options;
  return {
    FunctionName: options.name,
    FunctionArn: arn,
    Runtime: "nodejs24.x",
    Handler: `${options.module}.${options.export}`,
    Version: version,
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: "Zip",
    Timeout: options.timeoutSeconds ?? defaultTimeoutSeconds,
    MemorySize: options.memoryMb ?? defaultMemoryMb,
    DurableConfig: durable && {
      ExecutionTimeout: durable.executionTimeoutSeconds,
      RetentionPeriodInDays: durable.retentionPeriodInDays,
    },
  };
}
