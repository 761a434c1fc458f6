import { LambdaClient, type LambdaClientConfig } from "@aws-sdk/client-lambda";
import { lambdaExecutions } from "@longhaul/core/aws/lambda-executions";
import type { Executions } from "@longhaul/core/execution/executions";

/**
 * A worker answers its callback; it starts no execution. A module of its own, so that what it needs is loaded by one
 * import: by two, the build would make files that need each other, of which one sees the other unfinished.
 */
export function workerExecutions(config: LambdaClientConfig): Executions {
  return lambdaExecutions(new LambdaClient(config), { sync: "", callback: "", await: "" });
}
