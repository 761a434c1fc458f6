import type { ErrorObject } from "./error-object.ts";
import { limits } from "./limits.ts";
import type { InvocationOutcome } from "./runtime/invocation.ts";

/** What a result of more bytes than an execution, or an invoke in one, may have comes to; the words of emulators. */
export function outputTooLarge(what: "Execution" | "CHAINED_INVOKE", limit: number): ErrorObject {
  return {
    ErrorType: "InvalidParameterValueException",
    ErrorMessage: `${what} output payload size must be less than or equal to ${limit} bytes.`,
  };
}

/** Fails an invocation whose response is larger than any function's may be. */
export function withinResponseLimit(outcome: InvocationOutcome): InvocationOutcome {
  const limit = limits.response;
  if (!outcome.isOk || Buffer.byteLength(outcome.payload) <= limit) return outcome;
  const error = {
    errorType: "Function.ResponseSizeTooLarge",
    errorMessage: `Response payload size exceeded maximum allowed payload size (${limit} bytes).`,
  };
  return { isOk: false, error, logTail: outcome.logTail };
}
