import { AwsError } from "../aws-error.ts";
import type { FaultOf } from "./armed-fault.ts";
import type { ArmedFaults } from "./armed-faults.ts";

/** Throws, or returns the reason for which there is no task, when a fault waits for this RunTask call. */
export function strikeRunTask(armed: ArmedFaults): string | undefined {
  const fault = armed.take(
    (each): each is FaultOf<"run-task-throttled" | "run-task-no-capacity"> =>
      each.kind === "run-task-throttled" || each.kind === "run-task-no-capacity",
  );
  if (fault === undefined) return undefined;
  if (fault.kind === "run-task-throttled") {
    throw new AwsError("ThrottlingException", "Rate exceeded");
  }
  return "Capacity is unavailable at this time. Please try again later or in a different availability zone";
}
