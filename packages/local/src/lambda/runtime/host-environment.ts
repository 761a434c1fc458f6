import type { Machine } from "../../service.ts";
import { defaultMemoryMb, type FunctionVersion } from "../function-version.ts";

/** The environment of a function's process: the machine's, the function's own, and Lambda's variables. */
export function hostEnvironment(
  machine: Machine,
  { options, version }: FunctionVersion,
  log: { group: string; stream: string },
): Record<string, string> {
  return {
    // "http" in the function's own environment or the machine's: the SDK's own client.
    ...(options.durable === undefined ? {} : { LOCAL_AWS_DURABLE_TRANSPORT: "channel" }),
    ...machine.environment(),
    ...options.environment,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: options.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(options.memoryMb ?? defaultMemoryMb),
    ...sharing(options.perExecutionEnvironmentMaxConcurrency),
    AWS_LAMBDA_LOG_GROUP_NAME: log.group,
    AWS_LAMBDA_LOG_STREAM_NAME: log.stream,
    LAMBDA_TASK_ROOT: taskRoot(options.module),
    _HANDLER: `${options.module}.${options.export}`,
  };
}

function sharing(maxConcurrency = 1): Record<string, string> {
  if (maxConcurrency === 1) return { AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand" };
  return {
    AWS_LAMBDA_INITIALIZATION_TYPE: "lambda-managed-instances",
    AWS_LAMBDA_MAX_CONCURRENCY: String(maxConcurrency),
  };
}

function taskRoot(module: string): string {
  return new URL(".", module.startsWith("file:") ? module : `file://${module}`).pathname;
}
