import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";

/**
 * Sees to it that a handler hears what changed: invokes one now, or leaves it to the one that runs, which
 * finds the change in a checkpoint's answer or is followed by another. Inside `db.write`; the caller saves.
 * What ends inside a context that is over wakes as well, though no handler sees it: so AWS's own test library.
 */
export function wakeExecution(engine: Engine, execution: Execution): void {
  if (execution.status !== "RUNNING" || execution.phase !== "idle") return;
  execution.phase = "queued";
  if (execution.failures > 0) engine.timers.clear("invocation-retry", execution.id);
  putInLine(engine, execution);
}

/** One whose phase is "queued". Inside `db.write`. */
export function putInLine(engine: Engine, execution: Execution): void {
  if (execution.parentId !== null && execution.invocation === 0) {
    engine.launches.hold(execution.parentId, () => engine.dispatch(execution));
    return;
  }
  // In line at once, after the write: what it starts goes to disk with what woke it, before the handler hears.
  queueMicrotask(() => engine.dispatch(execution));
}
