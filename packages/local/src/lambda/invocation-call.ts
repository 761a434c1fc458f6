import type { InvokedFunction } from "./function-version.ts";

/** A call of Invoke, checked. */
export interface InvocationCall {
  target: InvokedFunction;
  /** JSON. */
  payload: string;
  isEvent: boolean;
  tenantId: string | undefined;
}
