import type { FunctionVersion } from "./function-version.ts";

/** A call of Invoke, checked. */
export interface InvocationCall {
  target: FunctionVersion;
  /** JSON. */
  payload: string;
  isEvent: boolean;
  tenantId: string | undefined;
}
