import type { ArmedFault, FaultOf } from "./armed-fault.ts";
import type { ArmedFaults } from "./armed-faults.ts";

export type EventFault = FaultOf<"event-delay" | "event-duplicate" | "event-drop">;

/** The fault that waits for the delivery of such an event to a function. */
export function strikeEvent(armed: ArmedFaults, detailType: string): EventFault | undefined {
  return armed.take(
    (fault): fault is EventFault =>
      isEventFault(fault) && [undefined, detailType].includes(fault.detailType),
  );
}

function isEventFault(fault: ArmedFault): fault is EventFault {
  return ["event-delay", "event-duplicate", "event-drop"].includes(fault.kind);
}
