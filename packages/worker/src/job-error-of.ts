import type { JobError } from "@longhaul/core/attempt/attempt";
import { DomainError, type ErrorCode } from "@longhaul/core/error";
import { shortenText } from "@longhaul/core/shorten-text";
import { JobFailure } from "@longhaul/jobs/job-failure";

const longestMessage = 4000;
const longestStack = 8000;

/** What is recorded of a thrown error: its code or name, its message, its stack unless its words say all, and whether a retry is in vain. */
export function jobErrorOf(error: unknown): JobError {
  if (!(error instanceof Error))
    return { code: "Error", message: shortenText(String(error), longestMessage) };
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  const message = shortenText(error.message || error.name, longestMessage);
  const isExplained = error instanceof DomainError || error instanceof JobFailure;
  return {
    code,
    message,
    ...(!isExplained && error.stack && { stack: shortenText(error.stack, longestStack) }),
    ...(isBeyondRetry(error) && { isRetryable: false }),
  };
}

/** By its own word, whatever its class; or ours, of an input or a payload that the next attempt would meet again. */
const isBeyondRetry = (error: Error): boolean =>
  error instanceof DomainError
    ? finalCodes.has(error.code)
    : "isRetryable" in error && error.isRetryable === false;

const finalCodes: ReadonlySet<ErrorCode> = new Set(["invalid_input", "payload_too_large"]);
