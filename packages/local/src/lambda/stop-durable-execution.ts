import { endExecution } from "./end-execution.ts";
import type { Engine } from "./engine.ts";
import type { ErrorObject } from "./error-object.ts";
import { existingExecution } from "./get-durable-execution.ts";
import { Journal } from "./journal.ts";
import { epochSeconds } from "./wire-operation.ts";

/** What runs learns of it at its next checkpoint. A closed execution stays as it is. */
export function stopDurableExecution(engine: Engine, arn: string, error: ErrorObject): object {
  return engine.machine.db.write(() => {
    const execution = existingExecution(engine, arn);
    if (execution.status === "RUNNING") {
      const journal = new Journal(engine, execution);
      endExecution(journal, { status: "STOPPED", error });
      journal.save();
    }
    return { StopTimestamp: epochSeconds(execution.endedAt ?? engine.machine.clock.now()) };
  });
}
