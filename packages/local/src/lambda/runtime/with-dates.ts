/** An operation in the API's JSON: times are epoch seconds. */
export interface EpochOperation {
  StartTimestamp?: number;
  EndTimestamp?: number;
  StepDetails?: { NextAttemptTimestamp?: number };
  WaitDetails?: { ScheduledEndTimestamp?: number };
}

/** The operation as the AWS SDK gives it to its callers, with dates. */
export function withDates(operation: EpochOperation): object {
  const { StartTimestamp, EndTimestamp, StepDetails, WaitDetails } = operation;
  const dated: Record<string, unknown> = { ...operation };
  if (StartTimestamp !== undefined) dated["StartTimestamp"] = toDate(StartTimestamp);
  if (EndTimestamp !== undefined) dated["EndTimestamp"] = toDate(EndTimestamp);
  if (StepDetails?.NextAttemptTimestamp !== undefined) {
    const NextAttemptTimestamp = toDate(StepDetails.NextAttemptTimestamp);
    dated["StepDetails"] = { ...StepDetails, NextAttemptTimestamp };
  }
  if (WaitDetails?.ScheduledEndTimestamp !== undefined) {
    const ScheduledEndTimestamp = toDate(WaitDetails.ScheduledEndTimestamp);
    dated["WaitDetails"] = { ...WaitDetails, ScheduledEndTimestamp };
  }
  return dated;
}

function toDate(epochSeconds: number): Date {
  return new Date(Math.round(epochSeconds * 1000));
}
