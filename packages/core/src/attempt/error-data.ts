import * as z from "zod";

import type { JobError } from "./attempt.ts";

const errorDataSchema = z.object({ isRetryable: z.boolean().optional() });

/** What Lambda's error object has no field for, as its `ErrorData`: JSON text. */
export const errorDataOf = ({ isRetryable }: JobError): string | undefined =>
  isRetryable === undefined ? undefined : JSON.stringify({ isRetryable });

/** Reads it, from any image: what is not ours says nothing. */
export function readErrorData(errorData: string | undefined): Pick<JobError, "isRetryable"> {
  const { data } = errorDataSchema.safeParse(parseJson(errorData ?? ""));
  return data?.isRetryable === undefined ? {} : { isRetryable: data.isRetryable };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
