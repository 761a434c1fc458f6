import type { ErrorObject } from "./error-object.ts";

/** How an event carries an input or a result. */
export function eventPayload(payload: string | null | undefined): Record<string, unknown> {
  return { Payload: payload ?? undefined, Truncated: false };
}

export function eventError(error: ErrorObject | undefined): Record<string, unknown> {
  return { Payload: error ?? {}, Truncated: false };
}
