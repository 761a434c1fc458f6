import { AwsError } from "./aws-error.ts";
import type { HttpAnswer } from "./service.ts";

/** Lambda's shapes differ in how they spell it. */
const spelledMessage = new Set([
  "ResourceNotFoundException",
  "DurableExecutionAlreadyStartedException",
  "CallbackTimeoutException",
  "ServiceException",
]);

/** What a client gets for anything thrown. Only AwsError is meant for it; the rest is our own fault. */
export function errorAnswer(
  thrown: unknown,
  isJsonProtocol: boolean,
  report: (error: unknown) => void,
): HttpAnswer {
  const error = thrown instanceof AwsError ? thrown : ownFailure(thrown, report);
  const { retryAfterSeconds, ...members } = error.members;
  const headers: Record<string, string> =
    typeof retryAfterSeconds === "number" ? { "retry-after": String(retryAfterSeconds) } : {};
  if (isJsonProtocol) {
    return {
      status: error.status,
      headers,
      body: { __type: error.type, message: error.message, ...members },
    };
  }
  const member = spelledMessage.has(error.type) ? "Message" : "message";
  return {
    status: error.status,
    headers: { ...headers, "x-amzn-errortype": error.type },
    body: {
      Type: error.status >= 500 ? "Service" : "User",
      [member]: error.message,
      ...members,
    },
  };
}

function ownFailure(thrown: unknown, report: (error: unknown) => void): AwsError {
  report(thrown);
  return new AwsError("ServiceException", "The local AWS failed; its log says why.", 500);
}
