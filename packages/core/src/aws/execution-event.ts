import * as z from "zod";

import type { EndedExecution } from "../execution/observe-execution.ts";

const eventSchema = z.object({
  "detail-type": z.literal("Durable Execution Status Change"),
  detail: z.object({
    durableExecutionArn: z.string(),
    durableExecutionName: z.string(),
    status: z.string(),
  }),
});

const closed = z.enum(["SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"]);

/** What a "Durable Execution Status Change" event says of an execution that has ended; undefined for anything else. */
export function parseExecutionEvent(event: unknown): EndedExecution | undefined {
  const parsed = eventSchema.safeParse(event);
  const status = closed.safeParse(parsed.data?.detail.status);
  if (parsed.data === undefined || status.data === undefined) return undefined;
  const { durableExecutionArn, durableExecutionName } = parsed.data.detail;
  return { name: durableExecutionName, executionArn: durableExecutionArn, status: status.data };
}
