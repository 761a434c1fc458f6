import type { ErrorObject } from "./error-object.ts";

/** What AWS makes of a result of more bytes than may be passed on. */
export function responseTooLarge(limit: number): ErrorObject {
  return {
    ErrorType: "Function.ResponseSizeTooLarge",
    ErrorMessage: `Response payload size exceeded maximum allowed payload size (${limit} bytes).`,
  };
}
