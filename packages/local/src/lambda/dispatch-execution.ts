import { beginInvocation } from "./begin-invocation.ts";
import type { Engine } from "./engine.ts";
import type { Execution } from "./execution.ts";
import { finishInvocation } from "./finish-invocation.ts";
import type { InvocationOutcome } from "./runtime/invocation.ts";

/** Puts an execution in line for a process of its function. */
export function dispatchExecution(engine: Engine, execution: Execution): void {
  const { id, functionName, version } = execution;
  const target = engine.functions.find(functionName, version);
  if (target !== undefined) {
    let invocation = 0;
    engine.concurrency.enqueue(target, {
      code: execution.invocation === 0 ? undefined : engine.pinnedCodes.of(id),
      begin(code) {
        const begun = beginInvocation(engine, id, code);
        invocation = begun?.invocation ?? 0;
        return begun?.request;
      },
      end: (outcome) => finishInvocation(engine, id, invocation, outcome),
    });
    return;
  }
  const begun = beginInvocation(engine, id);
  if (begun !== undefined) finishInvocation(engine, id, begun.invocation, gone(functionName));
}

/** The options may name the function again one day, so this is retried like any failure. */
function gone(functionName: string): InvocationOutcome {
  const errorMessage = `Function not found: ${functionName}`;
  const error = { errorType: "ResourceNotFoundException", errorMessage };
  return { isOk: false, error, logTail: "" };
}
