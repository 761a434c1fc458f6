import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { groupNameOf, groupReference } from "./log-names.ts";
import { maxEvents, takePage } from "./log-page.ts";
import {
  formatPosition,
  laterOf,
  parsePosition,
  startOf,
  type LogPosition,
} from "./log-position.ts";
import type { LogStore } from "./log-store.ts";
import { eventsAfter, eventsBefore, type LogEventRow } from "./scan-events.ts";

const schema = z.object({
  ...groupReference,
  logStreamName: z.string(),
  startTime: z.number().min(0).default(0),
  endTime: z.number().min(0).default(Number.MAX_SAFE_INTEGER),
  limit: z.number().int().min(1).max(maxEvents).default(maxEvents),
  nextToken: z.string().optional(),
  startFromHead: z.boolean().default(false),
});

/** `f/…` reads after a position, `b/…` before it. At either end the token that came is given back. */
export function getLogEvents(store: LogStore): JsonOperation {
  const { db } = store.machine;
  return (raw) => {
    const input = parseInput(schema, raw);
    const stream = store.stream(store.group(groupNameOf(input)), input.logStreamName);
    const source = { streamId: stream.id };
    const token = parseToken(input.nextToken);

    if (token?.forward ?? input.startFromHead) {
      const from = laterOf(startOf(input.startTime), token?.position ?? startOf(0));
      const { page } = takePage(eventsAfter(db, source, from, input.endTime - 1), input.limit);
      return answer(page, from, { ...from, id: from.id + 1 });
    }
    const end = startOf(input.endTime);
    const from = token === undefined || laterOf(token.position, end) !== end ? end : token.position;
    const { page } = takePage(eventsBefore(db, source, from, input.startTime), input.limit);
    // An empty stream is read on from its start, whatever comes first.
    const ahead = token === undefined ? startOf(input.startTime) : { ...from, id: from.id - 1 };
    return answer(page.reverse(), ahead, from);
  };
}

function answer(page: LogEventRow[], ahead: LogPosition, behind: LogPosition): object {
  return {
    events: page.map(({ timestamp, message, ingestedAt }) => ({
      timestamp,
      message,
      ingestionTime: ingestedAt,
    })),
    nextForwardToken: `f/${formatPosition(page.at(-1) ?? ahead)}`,
    nextBackwardToken: `b/${formatPosition(page[0] ?? behind)}`,
  };
}

function parseToken(token: string | undefined) {
  if (token === undefined) return undefined;
  const position = parsePosition(token.slice(2));
  if (!/^[fb]\//.test(token) || position === undefined) {
    throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
  }
  return { forward: token.startsWith("f/"), position };
}
