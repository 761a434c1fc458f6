import type { RetryDecision } from "@aws/durable-execution-sdk-js";
import { DomainError, type ErrorCode } from "@longhaul/core/error";

/** Hours: an outage of a service must not become the failure of a job. */
const mostTransientTries = 60;
/** What nobody foresaw may be a permission or a deployment on its way; a bug stays one. */
const mostUnknownTries = 4;

const firstDelaySeconds = 1;
const mostDelaySeconds = 300;

/** When a step is tried again: what is transient for hours, what the caller did wrong never. */
export function retry(error: Error, tries: number): RetryDecision {
  const most = mostTries(error);
  if (tries >= most) return { shouldRetry: false };
  const seconds = Math.min(mostDelaySeconds, firstDelaySeconds * 2 ** Math.min(tries - 1, 20));
  return { shouldRetry: true, delay: { seconds } };
}

function mostTries(error: Error): number {
  if (error instanceof DomainError) return transientCodes.has(error.code) ? mostTransientTries : 1;
  return isTransient(error) ? mostTransientTries : mostUnknownTries;
}

const transientCodes: ReadonlySet<ErrorCode> = new Set([
  "conflict",
  "idempotency_key_in_flight",
  "rate_limited",
  "unavailable",
]);

const transientName =
  /throttl|toomanyrequests|timeout|limitexceeded|throughputexceeded|serverexception|serviceexception|serviceunavailable|internal|transactionconflict/i;
const networkCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** As the AWS SDK marks its errors: the server's fault, throttling, or no answer at all. */
function isTransient(error: Error): boolean {
  if (transientName.test(error.name)) return true;
  if ("$fault" in error && error.$fault === "server") return true;
  if ("$retryable" in error && error.$retryable !== undefined) return true;
  return "code" in error && typeof error.code === "string" && networkCodes.has(error.code);
}
