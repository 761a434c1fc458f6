import { DomainError } from "@longhaul/core/error";
import { log } from "@longhaul/core/log";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";

import { problem, type ProblemCode } from "./problem.ts";

/** What every thrown error answers. A bug answers nothing of its inside; the log has the rest. */
export function handleError(error: Error, c: Context): Response {
  if (error instanceof DomainError) {
    const { code, message, problems } = error;
    return problem(c, code, message, { errors: problems, headers: headersOf(code) });
  }
  if (error instanceof HTTPException) {
    const code = codeOfStatus[error.status] ?? "internal_error";
    if (code !== "internal_error") return problem(c, code, adviceOf(code, error));
  }
  if (throttlings.has(error.name)) {
    log.warn("request.throttled", { requestId: c.get("requestId"), error: error.name });
    return problem(c, "unavailable", "AWS is throttling; try again in a second.", {
      headers: headersOf("unavailable"),
    });
  }
  log.error("request.failed", { requestId: c.get("requestId"), error });
  return problem(
    c,
    "internal_error",
    "Something went wrong on the server. Its log has more under the request id.",
  );
}

/** What Hono itself throws. */
const codeOfStatus: Partial<Record<number, ProblemCode>> = {
  400: "invalid_input",
  413: "payload_too_large",
  415: "unsupported_media_type",
};

const adviceOf = (code: ProblemCode, error: HTTPException): string =>
  code === "unsupported_media_type"
    ? "Send the body as JSON, with the header Content-Type: application/json."
    : error.message;

/** What AWS's services answer when they are asked too often, after the SDK's own tries. */
const throttlings = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TooManyRequestsException",
]);

function headersOf(code: ProblemCode): Record<string, string> {
  if (code === "unauthenticated") return { "WWW-Authenticate": 'Bearer realm="longhaul"' };
  if (code === "rate_limited" || code === "unavailable" || code === "idempotency_key_in_flight") {
    return { "Retry-After": "1" };
  }
  return {};
}
