import type { ErrorObject } from "./error-object.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import { limits } from "./limits.ts";

/** Throws AwsError: all members of an error together have a limit. */
export function checkErrorSize(error: ErrorObject): void {
  if (Buffer.byteLength(JSON.stringify(error)) <= limits.errorObject) return;
  throw invalidParameter(`Error object size must be less than ${limits.errorObject} bytes.`);
}
