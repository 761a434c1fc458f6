import { changeOpenCallback } from "./change-open-callback.ts";
import type { Engine } from "./engine.ts";
import { beatCallback } from "./operations/callback.ts";

export function sendDurableExecutionCallbackHeartbeat(engine: Engine, callbackId: string): object {
  return changeOpenCallback(engine, callbackId, beatCallback);
}
