import { completeCallback } from "./change-open-callback.ts";
import type { Engine } from "./engine.ts";
import type { ErrorObject } from "./error-object.ts";
import { failCallback } from "./operations/callback.ts";

export function sendDurableExecutionCallbackFailure(
  engine: Engine,
  callbackId: string,
  error: ErrorObject,
): object {
  return completeCallback(engine, callbackId, (journal, callback) =>
    failCallback(journal, callback, error),
  );
}
