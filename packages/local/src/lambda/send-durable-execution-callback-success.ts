import { completeCallback } from "./change-open-callback.ts";
import type { Engine } from "./engine.ts";
import { invalidParameter } from "./invalid-parameter.ts";
import { limits } from "./limits.ts";
import { succeedCallback } from "./operations/callback.ts";

/** `payload`: any text, which the handler's serdes reads; may be empty. */
export function sendDurableExecutionCallbackSuccess(
  engine: Engine,
  callbackId: string,
  payload: Buffer,
): object {
  if (payload.byteLength > limits.operationPayload) {
    throw invalidParameter(
      `CALLBACK payload size must be less than or equal to ${limits.operationPayload} bytes.`,
    );
  }
  return completeCallback(engine, callbackId, (journal, callback) =>
    succeedCallback(journal, callback, payload.toString()),
  );
}
