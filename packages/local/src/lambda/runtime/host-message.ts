import type { LoadedCode } from "./code-snapshot.ts";
import type { InvocationError } from "./invocation.ts";
import type { EpochOperation } from "./with-dates.ts";

export interface InvokeMessage {
  kind: "invoke";
  requestId: string;
  payload: string;
  timeoutMs: number;
  invokedFunctionArn: string;
  clientContext?: string;
  tenantId?: string;
}

/** What the operations of durable execution answer, and how one refuses. */
export interface ApiAnswer {
  CheckpointToken?: string;
  NewExecutionState?: { Operations: EpochOperation[] };
  Operations?: EpochOperation[];
  NextMarker?: string;
  message?: string;
  Message?: string;
}

/** The answer to the call of that id, as over HTTP. */
export interface AnswerMessage {
  kind: "answer";
  id: number;
  status: number;
  headers: Record<string, string>;
  body: ApiAnswer;
}

/** From the server to a function's process; what one turn of the loop has to say travels together. */
export type ServerMessage = InvokeMessage | AnswerMessage;

/** A request of Lambda's API, in the members of HTTP. */
export interface CallMessage {
  kind: "call";
  id: number;
  method: "GET" | "POST";
  segments: string[];
  query: Record<string, string>;
  /** JSON. */
  body: string;
}

/** From a function's process to the server, together likewise. */
export type HostMessage =
  | { kind: "ready"; initMs: number; code: LoadedCode }
  /** The module could not be loaded; the process ends. */
  | { kind: "unusable"; error: InvocationError }
  | CallMessage
  | { kind: "result"; requestId: string; payload: string; maxMemoryMb: number }
  | {
      kind: "error";
      requestId: string;
      error: InvocationError;
      maxMemoryMb: number;
      /** The process ends of it. */
      isFatal: boolean;
    };
