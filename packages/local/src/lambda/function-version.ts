import type { FunctionOptions } from "../options.ts";

/** A function at the version that a qualifier named: what an invocation runs. */
export interface FunctionVersion {
  options: FunctionOptions;
  /** `$LATEST` or `1`: here every function is published once. */
  version: string;
  /** Qualified with the version. */
  arn: string;
}

export const defaultTimeoutSeconds = 900;
export const defaultMemoryMb = 1024;
