import type { JobError } from "./attempt.ts";

/** Characters of an error that are kept: a record has 400 KB for everything, and people read the beginning. */
const most = { code: 120, message: 4000, stack: 16_000 };

export function shortenError(error: JobError): JobError {
  return {
    code: shorten(error.code, most.code),
    message: shorten(error.message, most.message),
    ...(error.stack !== undefined && { stack: shorten(error.stack, most.stack) }),
  };
}

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;
