import type { Event } from "@aws-sdk/client-lambda";

/** ARNs of the executions that chained invokes wait for. */
export function openChildren(events: Event[]): string[] {
  return open(events, "ChainedInvoke").flatMap(
    ({ ChainedInvokeStartedDetails }) => ChainedInvokeStartedDetails?.DurableExecutionArn ?? [],
  );
}

/** Callbacks that wait, with the result meant for each, in the order of `results`. */
export function openCallbacks(
  events: Event[],
  results: Record<string, string>,
): { CallbackId: string; Result: string }[] {
  const waiting = open(events, "Callback").map((event) => ({
    name: event.Name ?? events.find(({ Id }) => Id === event.ParentId)?.Name,
    CallbackId: event.CallbackStartedDetails?.CallbackId ?? "",
  }));
  return Object.entries(results).flatMap(([wanted, Result]) =>
    waiting.filter(({ name }) => name === wanted).map(({ CallbackId }) => ({ CallbackId, Result })),
  );
}

/** Start events of the operations of a kind that have not ended. */
function open(events: Event[], kind: string): Event[] {
  const ofKind = events.filter(({ EventType }) => EventType?.startsWith(kind));
  return ofKind.filter(
    (event) =>
      event.EventType === `${kind}Started` &&
      !ofKind.some(({ Id, EventType }) => Id === event.Id && EventType !== event.EventType),
  );
}
