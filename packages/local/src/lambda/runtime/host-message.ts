import type { InvocationError } from "./invocation.ts";

/** From the server to a function's process. */
export interface InvokeMessage {
  requestId: string;
  payload: string;
  timeoutMs: number;
  clientContext?: string;
}

/** From a function's process to the server. */
export type HostMessage =
  | { kind: "ready"; initMs: number }
  /** The module could not be loaded; the process ends. */
  | { kind: "unusable"; error: InvocationError }
  | { kind: "result"; requestId: string; payload: string; maxMemoryMb: number }
  | {
      kind: "error";
      requestId: string;
      error: InvocationError;
      maxMemoryMb: number;
      /** The process ends of it. */
      isFatal: boolean;
    };
