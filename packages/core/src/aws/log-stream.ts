import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";

import type { LogPosition } from "./log-cursor.ts";

export interface LogStream {
  logGroupName: string;
  logStreamName: string;
}

export interface NumberedEvent extends LogPosition {
  message: string;
}

interface StreamEvent {
  at: number;
  message: string;
}

/** GetLogEvents gives no more at once. */
const mostEvents = 10_000;

/** Up to `limit` lines from `position` on. */
export async function readForward(
  client: CloudWatchLogsClient,
  stream: LogStream,
  position: LogPosition = { at: 0, ordinal: 0 },
  limit: number,
): Promise<NumberedEvent[]> {
  const read: NumberedEvent[] = [];
  const request = { startTime: position.at, startFromHead: true };
  // The position's millisecond is read from its head, or the ordinals would not be right.
  const wanted = Math.min(mostEvents, position.ordinal + limit);
  for await (const page of pages(client, stream, { ...request, limit: wanted })) {
    read.push(...numbered(page, read.at(-1)));
    const fresh = read.filter((event) => !isBefore(event, position));
    if (fresh.length >= limit) return fresh.slice(0, limit);
  }
  return read.filter((event) => !isBefore(event, position));
}

/** Up to `limit` lines before `position`, or the stream's last; in reading order. */
export async function readBackward(
  client: CloudWatchLogsClient,
  stream: LogStream,
  position: LogPosition | undefined,
  limit: number,
): Promise<NumberedEvent[]> {
  const sameTime =
    position === undefined || position.ordinal === 0
      ? []
      : (await readTime(client, stream, position.at)).slice(0, position.ordinal);
  if (sameTime.length >= limit) return sameTime.slice(-limit);

  let before: StreamEvent[] = [];
  const wanted = limit - sameTime.length;
  const request = {
    startFromHead: false,
    limit: Math.min(mostEvents, wanted),
    ...(position !== undefined && { endTime: position.at }),
  };
  for await (const page of pages(client, stream, request)) {
    before = [...page, ...before];
    if (before.length >= wanted) break;
  }
  const tail = before.slice(-wanted);
  return [...(await numberTail(client, stream, tail)), ...sameTime];
}

/** The first millisecond of a tail may be cut: its ordinals are counted from that millisecond's head. */
async function numberTail(
  client: CloudWatchLogsClient,
  stream: LogStream,
  tail: StreamEvent[],
): Promise<NumberedEvent[]> {
  const first = tail[0];
  if (first === undefined) return [];
  const all = await readTime(client, stream, first.at);
  const inTail = tail.findIndex(({ at }) => at !== first.at);
  if (inTail === -1) return all.slice(-tail.length);
  const cut = Math.max(0, all.length - inTail);
  return numbered(tail, cut === 0 ? undefined : { at: first.at, ordinal: cut - 1 });
}

/** All lines of one millisecond. */
async function readTime(
  client: CloudWatchLogsClient,
  stream: LogStream,
  at: number,
): Promise<NumberedEvent[]> {
  const read: NumberedEvent[] = [];
  const request = { startTime: at, endTime: at + 1, startFromHead: true, limit: mostEvents };
  for await (const page of pages(client, stream, request)) {
    read.push(...numbered(page, read.at(-1)));
  }
  return read;
}

/** A page may be short or empty with more behind it; the end is where the token repeats. No stream (yet): no pages. */
async function* pages(
  client: CloudWatchLogsClient,
  stream: LogStream,
  request: Omit<GetLogEventsCommandInput, keyof LogStream>,
): AsyncGenerator<StreamEvent[]> {
  let nextToken: string | undefined;
  while (true) {
    const page = await getLogEvents(client, { ...stream, ...request, nextToken });
    if (page === undefined) return;
    const token = request.startFromHead === true ? page.nextForwardToken : page.nextBackwardToken;
    const events = (page.events ?? []).map(({ timestamp = 0, message = "" }) => ({
      at: timestamp,
      message,
    }));
    if (events.length > 0) yield events;
    if (token === undefined || token === nextToken) return;
    nextToken = token;
  }
}

async function getLogEvents(client: CloudWatchLogsClient, input: GetLogEventsCommandInput) {
  try {
    return await client.send(new GetLogEventsCommand(input));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function numbered(events: StreamEvent[], last: LogPosition | undefined): NumberedEvent[] {
  let previous = last;
  return events.map((event) => {
    const ordinal = previous?.at === event.at ? previous.ordinal + 1 : 0;
    previous = { at: event.at, ordinal };
    return { ...event, ordinal };
  });
}

const isBefore = (event: LogPosition, position: LogPosition): boolean =>
  event.at < position.at || (event.at === position.at && event.ordinal < position.ordinal);
