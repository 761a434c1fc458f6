import type { LogSink, Machine, Service } from "../service.ts";
import { createLogGroup } from "./create-log-group.ts";
import { createLogStream } from "./create-log-stream.ts";
import { deleteLogGroup } from "./delete-log-group.ts";
import { deleteLogStream } from "./delete-log-stream.ts";
import { deleteRetentionPolicy } from "./delete-retention-policy.ts";
import { describeLogGroups } from "./describe-log-groups.ts";
import { describeLogStreams } from "./describe-log-streams.ts";
import { EventRemoval } from "./event-removal.ts";
import { filterLogEvents } from "./filter-log-events.ts";
import { getLogEvents } from "./get-log-events.ts";
import { LogStore } from "./log-store.ts";
import { putLogEvents } from "./put-log-events.ts";
import { putRetentionPolicy } from "./put-retention-policy.ts";

/** CloudWatch Logs. What is appended makes its group and stream, as the agents on AWS do. */
export function createLogs(machine: Machine): Service & LogSink {
  const store = new LogStore(machine);
  const removal = new EventRemoval(store);
  return {
    operations: {
      "Logs_20140328.CreateLogGroup": createLogGroup(store),
      "Logs_20140328.CreateLogStream": createLogStream(store),
      "Logs_20140328.DeleteLogGroup": deleteLogGroup(store, removal),
      "Logs_20140328.DeleteLogStream": deleteLogStream(store, removal),
      "Logs_20140328.DeleteRetentionPolicy": deleteRetentionPolicy(store),
      "Logs_20140328.DescribeLogGroups": describeLogGroups(store),
      "Logs_20140328.DescribeLogStreams": describeLogStreams(store),
      "Logs_20140328.FilterLogEvents": filterLogEvents(store),
      "Logs_20140328.GetLogEvents": getLogEvents(store),
      "Logs_20140328.PutLogEvents": putLogEvents(store),
      "Logs_20140328.PutRetentionPolicy": putRetentionPolicy(store, removal),
    },
    append(groupName, streamName, lines) {
      store.append(store.place(groupName, streamName), lines);
    },
    resume: () => removal.resume(),
    close: () => removal.close(),
  };
}
