import { AwsError } from "../aws-error.ts";
import type { Engine } from "./engine.ts";
import type { InvokedFunction } from "./function-version.ts";
import { startExecution } from "./start-execution.ts";

/** Invokes with type Event from inside, where nobody could hear of a target that does not exist. */
export function invokeLater(engine: Engine, functionName: string, payload: string): void {
  let target: InvokedFunction;
  try {
    target = engine.functions.toInvoke(functionName);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const message = `Not invoked: ${error.message}`;
    const timestamp = engine.machine.clock.now();
    engine.logs.append(`/aws/lambda/undelivered`, functionName.replaceAll(":", "/"), [
      { timestamp, message },
    ]);
    return;
  }
  if (target.options.durable === undefined) engine.queue.add(target, payload);
  else startExecution(engine, target, { input: payload });
}
