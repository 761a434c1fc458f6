import type { JobError } from "@longhaul/core/attempt/attempt";
import { DomainError } from "@longhaul/core/error";
import { shortenText } from "@longhaul/core/shorten-text";
import { JobFailure } from "@longhaul/jobs/job-failure";

const longestMessage = 4000;
const longestStack = 8000;

/** What is recorded of a thrown error: its code or name, its message and, unless its words say all, its stack. */
export function jobErrorOf(error: unknown): JobError {
  if (!(error instanceof Error))
    return { code: "Error", message: shortenText(String(error), longestMessage) };
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  const message = shortenText(error.message || error.name, longestMessage);
  const isExplained = error instanceof DomainError || error instanceof JobFailure;
  if (isExplained || error.stack === undefined) return { code, message };
  return { code, message, stack: shortenText(error.stack, longestStack) };
}
