import { dispatchExecution } from "./dispatch-execution.ts";
import type { Engine } from "./engine.ts";
import { finishInvocation } from "./finish-invocation.ts";
import { lostError } from "./runtime/ends.ts";

/** Goes on where an earlier server ended, however it ended. */
export function resume(engine: Engine): void {
  engine.runtime.endLeftovers();
  const underWay = engine.executions.underWay();
  // First what is overdue, so that handlers see it at once and what has timed out is not invoked again.
  engine.timers.run();
  for (const execution of underWay) {
    if (execution.phase === "queued") {
      dispatchExecution(engine, execution);
      continue;
    }
    const error = lostError(execution.requestId);
    const outcome = { isOk: false as const, error, logTail: "" };
    finishInvocation(engine, execution.id, execution.invocation, outcome);
  }
  engine.queue.resume();
  // Loading the SDK takes most of a first invocation's time.
  const durable = engine.functions.all().filter((options) => options.durable !== undefined);
  engine.runtime.warm(durable.map((options) => engine.functions.at(options, "$LATEST")));
}
