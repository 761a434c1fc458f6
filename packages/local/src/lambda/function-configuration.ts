import {
  defaultMemoryMb,
  defaultTimeoutSeconds,
  type FunctionVersion,
} from "./function-version.ts";

/** As AWS describes a function. `arn`: as qualified as the question. */
export function functionConfiguration(target: FunctionVersion, arn = target.arn): object {
  const { options, version, code, description } = target;
  const { durable } = options;
  return {
    FunctionName: options.name,
    FunctionArn: arn,
    Runtime: "nodejs24.x",
    Handler: `${options.module}.${options.export}`,
    Version: version,
    Description: description,
    CodeSha256: code && Buffer.from(code, "hex").toString("base64"),
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
