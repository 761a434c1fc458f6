import type { Event } from "@aws-sdk/client-lambda";

const shownCharacters = 100;

/**
 * A history as text, an event a line: `StepSucceeded outer/inner = 1`. An operation goes by the names from its
 * outermost context down, its sub-type where it has no name.
 */
export function historyLines(events: Event[]): string[] {
  const paths = new Map<string, string>();
  return events.map((event) => {
    const { EventType = "", Id = "", SubType, Name, ParentId = "" } = event;
    if (Id === "" || EventType.startsWith("Execution")) return `${EventType}${outcome(event)}`;
    const own = Name ?? SubType ?? "";
    const parent = paths.get(ParentId);
    const path = parent === undefined ? own : `${parent}/${own}`;
    paths.set(Id, path);
    const subType = EventType.startsWith("Context") ? ` (${SubType})` : "";
    return `${EventType} ${path}${subType}${outcome(event)}`;
  });
}

function outcome(event: Event): string {
  const error = errorOf(event);
  if (error !== undefined) {
    const { ErrorType, ErrorMessage, ErrorData } = error;
    const parts = [ErrorType, ErrorMessage, ErrorData].filter((part) => part !== undefined);
    return ` ! ${parts.join(": ")}${retry(event)}`;
  }
  const invoke = event.ChainedInvokeStartedDetails;
  if (invoke !== undefined) {
    const tenant = invoke.TenantId === undefined ? "" : ` for ${invoke.TenantId}`;
    const version = invoke.ExecutedVersion === undefined ? "" : ` at ${invoke.ExecutedVersion}`;
    const kind = invoke.DurableExecutionArn === undefined ? "" : " durably";
    return ` -> ${invoke.FunctionName}${tenant}${version}${kind}${shown(invoke.Input?.Payload)}`;
  }
  return `${shown(resultOf(event))}${retry(event)}`;
}

function errorOf(event: Event) {
  const details =
    event.ExecutionFailedDetails ??
    event.InvocationCompletedDetails ??
    event.StepFailedDetails ??
    event.ContextFailedDetails ??
    event.CallbackFailedDetails ??
    event.ChainedInvokeFailedDetails ??
    event.ChainedInvokeTimedOutDetails ??
    event.ChainedInvokeStoppedDetails;
  return details?.Error?.Payload;
}

function resultOf(event: Event): string | undefined {
  const details =
    event.StepSucceededDetails ??
    event.ContextSucceededDetails ??
    event.CallbackSucceededDetails ??
    event.ChainedInvokeSucceededDetails;
  return details?.Result?.Payload;
}

function retry({ StepSucceededDetails, StepFailedDetails }: Event): string {
  const details = (StepSucceededDetails ?? StepFailedDetails)?.RetryDetails;
  const seconds = details?.NextAttemptDelaySeconds;
  return seconds === undefined ? "" : `, again in ${seconds} s`;
}

function shown(payload: string | undefined): string {
  if (payload === undefined) return "";
  return payload.length > shownCharacters ? ` = ${payload.length} characters` : ` = ${payload}`;
}
