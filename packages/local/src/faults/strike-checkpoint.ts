import type { FaultOf } from "./armed-fault.ts";
import type { ArmedFaults } from "./armed-faults.ts";

/** Whether a fault kills the function's process at this checkpoint, before or after it is applied. */
export function strikeCheckpoint(
  armed: ArmedFaults,
  executionArn: string,
): "before" | "after" | undefined {
  const functionName = executionArn.split(":")[6];
  return armed.take(
    (fault, id): fault is FaultOf<"function-crash"> =>
      fault.kind === "function-crash" &&
      fault.function === functionName &&
      armed.countCheckpoint(id, executionArn) === fault.atCheckpoint,
  )?.when;
}
