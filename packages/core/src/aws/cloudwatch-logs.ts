import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";

import type { Logs } from "../log-line/logs.ts";
import { formatLogCursor, type LogCursor, parseLogCursor } from "./log-cursor.ts";
import { type NumberedEvent, readBackward, readForward } from "./log-stream.ts";
import type { LogResources } from "./resources.ts";

/**
 * The log of a task, in its stream of the awslogs driver. CloudWatch gives lines no id that reads in both directions,
 * so ours is the line's time and its ordinal among the lines of that millisecond: stable, as a stream only grows, and
 * the same from either end. Cursors are such positions too, so they never expire.
 */
export function cloudwatchLogs(client: CloudWatchLogsClient, names: LogResources): Logs {
  return {
    async read({ taskArn, limit, cursor, from = "start" }) {
      const stream = {
        logGroupName: names.logGroup,
        logStreamName: `${names.logStreamPrefix}/${names.container}/${taskArn.split("/").at(-1)}`,
      };
      const at: LogCursor =
        cursor === undefined
          ? { direction: from === "start" ? "forward" : "backward" }
          : parseLogCursor(cursor);
      const read = at.direction === "forward" ? readForward : readBackward;
      const events = await read(client, stream, at.position, limit);
      const [first, last] = [events[0], events.at(-1)];
      const before = first ?? at.position;
      const after = last === undefined ? at.position : { at: last.at, ordinal: last.ordinal + 1 };
      const reachedStart = at.direction === "backward" && events.length < limit;
      return {
        lines: events.map(logLine),
        cursor: formatLogCursor({ direction: "forward", ...(after && { position: after }) }),
        ...(before !== undefined &&
          !reachedStart && {
            previousCursor: formatLogCursor({
              direction: "backward",
              position: { at: before.at, ordinal: before.ordinal },
            }),
          }),
      };
    },
  };
}

const logLine = ({ at, ordinal, message }: NumberedEvent) => ({
  id: `${String(at).padStart(13, "0")}-${String(ordinal).padStart(6, "0")}`,
  at: new Date(at).toISOString(),
  message,
});
