import type { FunctionOptions } from "../options.ts";
import { dispatchExecution } from "./dispatch-execution.ts";
import type { Engine } from "./engine.ts";
import { finishInvocation } from "./finish-invocation.ts";
import { removeUnusedCode } from "./remove-unused-code.ts";
import { lostError } from "./runtime/ends.ts";

/** Goes on where an earlier server ended, however it ended. */
export async function resume(engine: Engine): Promise<void> {
  engine.runtime.endLeftovers();
  removeUnusedCode(engine);
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
  // Loading takes most of a first invocation's time, and shows at once what cannot be loaded.
  const all = engine.functions.all();
  engine.runtime.warm(all.map((options) => engine.functions.latest(options)));
  await Promise.all(all.map((options) => untilPublished(engine, options)));
}

/** What the options say is there, unless it cannot be loaded, which is reported; a change may heal it. */
async function untilPublished(engine: Engine, options: FunctionOptions): Promise<void> {
  if (options.autoPublishAlias === undefined) return;
  await engine.runtime.loadedCode(engine.functions.latest(options)).catch(() => {});
}
