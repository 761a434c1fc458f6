import { shortenText } from "../shorten-text.ts";
import type { JobError } from "./attempt.ts";

/** Characters of an error that are kept: a record has 400 KB for everything, and people read the beginning. */
const most = { code: 120, message: 4000, stack: 16_000 };

export function shortenError(error: JobError): JobError {
  return {
    code: shortenText(error.code, most.code),
    message: shortenText(error.message, most.message),
    ...(error.stack !== undefined && { stack: shortenText(error.stack, most.stack) }),
    ...(error.isRetryable !== undefined && { isRetryable: error.isRetryable }),
  };
}
