import type { Event } from "@aws-sdk/client-lambda";

import type { ManualClock } from "../../manual-clock.ts";

/** Moves the clock to the moment at which a sleeping execution has something to do; not when nothing is due. */
export function skipToNext(clock: ManualClock, events: Event[]): void {
  const due = new Map<string | undefined, number>();
  for (const event of events) {
    // What an operation was to wait for is over when a later event tells of it.
    due.delete(event.Id);
    const dueAt = dueTime(event);
    if (dueAt !== undefined) due.set(event.Id, dueAt);
  }
  const next = Math.min(...due.values());
  if (Number.isFinite(next)) clock.advance(Math.max(0, next - clock.now()));
}

function dueTime(event: Event): number | undefined {
  const { WaitStartedDetails, StepSucceededDetails, StepFailedDetails, EventTimestamp } = event;
  if (WaitStartedDetails !== undefined) return WaitStartedDetails.ScheduledEndTimestamp?.getTime();
  const { RetryDetails } = StepSucceededDetails ?? StepFailedDetails ?? {};
  const seconds = RetryDetails?.NextAttemptDelaySeconds;
  if (seconds === undefined || EventTimestamp === undefined) return undefined;
  return EventTimestamp.getTime() + seconds * 1000;
}
