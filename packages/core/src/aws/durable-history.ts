import {
  type Event,
  type LambdaClient,
  paginateGetDurableExecutionHistory,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import * as z from "zod";

import type { HistoryEvent } from "../execution/executions.ts";

/**
 * All events of an execution, oldest first, without payloads and callback ids: those are secrets. An execution that
 * AWS has forgotten has none.
 */
export async function readHistory(
  client: LambdaClient,
  executionArn: string,
): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  const request = { DurableExecutionArn: executionArn, IncludeExecutionData: false };
  try {
    for await (const page of paginateGetDurableExecutionHistory({ client }, request)) {
      events.push(...(page.Events ?? []).map(historyEvent));
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return events;
}

/** Of `<EventType>Details`, whose name differs for each type. */
const detailsSchema = z.object({
  Error: z
    .object({
      Payload: z
        .object({ ErrorType: z.string().optional(), ErrorMessage: z.string().optional() })
        .optional(),
    })
    .optional(),
  RetryDetails: z.object({ NextAttemptDelaySeconds: z.number().optional() }).optional(),
});

function historyEvent(event: Event): HistoryEvent {
  const type = event.EventType ?? "";
  const details = Object.entries(event).find(([key]) => key === `${type}Details`)?.[1];
  const { Error: failure, RetryDetails: retry } = detailsSchema.parse(details ?? {});
  const error = failure?.Payload;
  const nextAttemptDelaySeconds = retry?.NextAttemptDelaySeconds;
  return {
    id: event.EventId ?? 0,
    type,
    at: (event.EventTimestamp ?? new Date(0)).toISOString(),
    ...(event.Id !== undefined && { operationId: event.Id }),
    ...(event.ParentId !== undefined && { parentId: event.ParentId }),
    ...(event.Name !== undefined && { name: event.Name }),
    ...(event.SubType !== undefined && { subType: event.SubType }),
    ...(nextAttemptDelaySeconds !== undefined && { nextAttemptDelaySeconds }),
    ...(error !== undefined && {
      error: { code: error.ErrorType ?? "Error", message: error.ErrorMessage ?? "" },
    }),
  };
}
