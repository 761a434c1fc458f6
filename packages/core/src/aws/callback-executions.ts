import { LambdaClient, type LambdaClientConfig } from "@aws-sdk/client-lambda";

import type { Executions } from "../execution/executions.ts";
import { lambdaExecutions } from "./lambda-executions.ts";

/**
 * For a worker, which answers its callback and starts no execution. With its client, so that one import loads all: by
 * two, the worker's build would make files that need each other, of which one sees the other unfinished.
 */
export function callbackExecutions(config: LambdaClientConfig): Executions {
  return lambdaExecutions(new LambdaClient(config), { sync: "", callback: "", await: "" });
}
