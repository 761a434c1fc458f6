import { AwsError } from "../aws-error.ts";
import type { Clock } from "../clock.ts";
import type { FaultOf } from "./armed-fault.ts";
import type { ArmedFaults } from "./armed-faults.ts";

/** Throws or waits when a fault is there for this call, which nothing has seen yet. */
export async function strikeCall(
  armed: ArmedFaults,
  clock: Clock,
  operation: string,
  signal: AbortSignal,
): Promise<void> {
  const fault = armed.take(
    (each): each is FaultOf<"api-error" | "api-delay"> =>
      (each.kind === "api-error" || each.kind === "api-delay") && each.operation === operation,
  );
  if (fault === undefined) return;
  if (fault.kind === "api-error") {
    const type = fault.error ?? errorOf(fault.status);
    throw new AwsError(type, `A fault struck ${operation}.`, fault.status);
  }
  await passed(clock, fault.delayMs, signal);
}

function errorOf(status: number): string {
  if (status >= 500) return "ServiceException";
  return status === 429 ? "TooManyRequestsException" : "ClientException";
}

function passed(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.at(clock.now() + delayMs, resolve);
    signal.addEventListener("abort", () => {
      cancel();
      reject(new AwsError("RequestAbortedException", "The client did not wait for the answer."));
    });
  });
}
