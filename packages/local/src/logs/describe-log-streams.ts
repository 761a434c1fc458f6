import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { pageToken, readPageToken } from "../page-token.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { groupArn, groupNameOf, groupReference } from "./log-names.ts";
import { streamColumns, type LogGroup, type LogStore, type LogStream } from "./log-store.ts";

const schema = z.object({
  ...groupReference,
  logStreamNamePrefix: z.string().default(""),
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).default("LogStreamName"),
  descending: z.boolean().default(false),
  limit: z.number().int().min(1).max(50).default(50),
  nextToken: z.string().optional(),
});

export function describeLogStreams(store: LogStore): JsonOperation {
  return (raw) => {
    const input = parseInput(schema, raw);
    if (input.orderBy === "LastEventTime" && input.logStreamNamePrefix !== "") {
      throw new AwsError(
        "InvalidParameterException",
        "Cannot order by LastEventTime with a logStreamNamePrefix.",
      );
    }
    const group = store.group(groupNameOf(input));
    const rows = streams(store, group, input);
    const page = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? page.at(-1) : undefined;
    return {
      logStreams: page.map((stream) => describe(store, group, stream)),
      ...(last === undefined ? {} : { nextToken: pageToken(keyOf(last)) }),
    };
  };
}

function streams(store: LogStore, group: LogGroup, input: z.output<typeof schema>): LogStream[] {
  const order = input.descending ? "DESC" : "ASC";
  const beyond = input.descending ? "<" : ">";
  const byTime = input.orderBy === "LastEventTime";
  const [time, name] = afterOf(input.nextToken);
  const lead = byTime ? "ifnull(last_event_at, 0)" : "group_id";
  return store.machine.db.all(
    `SELECT ${streamColumns} FROM log_streams
     WHERE group_id = ? AND substr(name, 1, length(?2)) = ?2
       AND (?3 IS NULL OR (${lead}, name) ${beyond} (?3, ?4))
     ORDER BY ${lead} ${order}, name ${order} LIMIT ?5`,
    group.id,
    input.logStreamNamePrefix,
    byTime || time === null ? time : group.id,
    name,
    input.limit + 1,
  );
}

function keyOf(stream: LogStream): string {
  return `${stream.lastEventAt ?? 0} ${stream.name}`;
}

function afterOf(token: string | undefined): [number | null, string] {
  if (token === undefined) return [null, ""];
  const key = readPageToken(token, /^\d{1,15} /);
  const space = key.indexOf(" ");
  return [Number(key.slice(0, space)), key.slice(space + 1)];
}

function describe(store: LogStore, group: LogGroup, stream: LogStream): object {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    arn: `${groupArn(store.machine, group.name)}:log-stream:${stream.name}`,
    storedBytes: 0,
    ...(stream.lastEventAt === null
      ? {}
      : {
          firstEventTimestamp: stream.firstEventAt,
          lastEventTimestamp: stream.lastEventAt,
          lastIngestionTime: stream.lastIngestedAt,
        }),
  };
}
