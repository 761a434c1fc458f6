import type { FunctionOptions } from "../options.ts";

/** A function at the version that a qualifier named: what an invocation runs. */
export interface FunctionVersion {
  options: FunctionOptions;
  /** `$LATEST`, or the number of a published version. */
  version: string;
  /** Of a published version: what it runs for good. */
  code?: string;
  description?: string;
  /** Qualified with the version. */
  arn: string;
}

/** As a caller named it. */
export interface InvokedFunction extends FunctionVersion {
  /** With the caller's qualifier, if it gave one. */
  invokedArn: string;
}

export const defaultTimeoutSeconds = 900;
export const defaultMemoryMb = 1024;
