import type { DurableContext } from "@aws/durable-execution-sdk-js";

import type { Scratch } from "./scratch.ts";

/** What the world does to the child that a suspended execution waits for. */
export type Outside = "stop the child" | "let the child's time run out";

/** A workflow beside all that the service has to make of it. */
export interface Requirement {
  /** What is guaranteed. */
  title: string;
  handle(context: DurableContext, scratch: Scratch): Promise<unknown>;
  outside?: Outside;
  /** What each open callback is completed with, by the name of its innermost named context. */
  callbacks?: Record<string, string>;
  /** Default: SUCCEEDED. */
  status?: "SUCCEEDED" | "FAILED";
  /** Of an execution that succeeds. */
  result?: unknown;
  /** Every event, as `historyLines` writes it. */
  history: string[];
  /** What handlers noted, in order. */
  notes?: string[];
}

/** By the name that the executions begin with. */
export type Requirements = Record<string, Requirement>;
