import { CallbackError, CallbackTimeoutError } from "@aws/durable-execution-sdk-js";
import type { CallbackNews } from "@longhaul/core/attempt/end-by-callback";
import { readErrorData } from "@longhaul/core/attempt/error-data";

/** Waits for a callback; how it was completed is news, not an error. */
export async function callbackNews(callback: PromiseLike<string>): Promise<CallbackNews> {
  try {
    return { kind: "succeeded", payload: await callback };
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
    if (error instanceof CallbackTimeoutError) {
      return { kind: isSilence(error) ? "silent" : "timed_out" };
    }
    return {
      kind: "failed",
      code: error.cause?.name ?? "Error",
      message: error.message,
      ...readErrorData(error.errorData),
    };
  }
}

/** Lambda tells the two by ErrorType: `Callback.Heartbeat` and `Callback.Timeout`. */
const isSilence = (error: CallbackTimeoutError): boolean =>
  error.cause?.name === "Callback.Heartbeat" || /heartbeat/i.test(error.message);
