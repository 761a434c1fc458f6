import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";

/**
 * Sees to it that a handler hears what changed: invokes one now, or leaves it to the one that runs, which
 * finds the change in a checkpoint's answer or is followed by another. Inside `db.write`; the caller saves.
 */
export function wakeExecution(engine: Engine, execution: Execution): void {
  if (execution.status !== "RUNNING" || execution.phase !== "idle") return;
  execution.phase = "queued";
  engine.timers.clear("invocation-retry", execution.id);
  engine.machine.db.afterCommit(() => engine.dispatch(execution));
}
