import type { Execution } from "./execution.ts";

/** Bound to execution, invocation and the checkpoints made in it, so each is good for one checkpoint. */
export function checkpointToken(execution: Execution, sequence = execution.sequence): string {
  const parts = [execution.arn, execution.invocation, execution.requestId, sequence];
  return Buffer.from(JSON.stringify(parts)).toString("base64");
}

/** Whether a handler is at work that may still checkpoint. */
export function takesCheckpoints(execution: Execution): boolean {
  return execution.status === "RUNNING" && execution.phase === "invoked";
}
