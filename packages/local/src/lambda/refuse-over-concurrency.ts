import { AwsError } from "../aws-error.ts";
import type { Engine } from "./engine.ts";
import type { FunctionVersion } from "./function-version.ts";

/** For a synchronous call, which does not wait for its turn. Throws AwsError. */
export function refuseOverConcurrency(engine: Engine, { options }: FunctionVersion): void {
  if (!engine.concurrency.isReached(options.name)) return;
  throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429, {
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    retryAfterSeconds: 1,
  });
}
