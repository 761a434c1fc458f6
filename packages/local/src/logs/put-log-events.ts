import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { groupName, streamName } from "./log-names.ts";
import type { LogLine, LogStore } from "./log-store.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const oldestMs = 14 * dayMs;
const newestMs = 2 * hourMs;
const longestBatchMs = dayMs;
const maxBatchBytes = 1_048_576;
/** Counted with each event towards the batch. */
const eventBytes = 26;

const schema = z.object({
  logGroupName: groupName,
  logStreamName: streamName,
  logEvents: z
    .array(z.object({ timestamp: z.number().int().min(0), message: z.string().min(1) }))
    .min(1)
    .max(10_000),
});

export function putLogEvents(store: LogStore): JsonOperation {
  const { db, clock } = store.machine;
  return (raw) => {
    const input = parseInput(schema, raw);
    checkBatch(input.logEvents);
    const group = store.group(input.logGroupName);
    const stream = store.stream(group, input.logStreamName);

    const now = clock.now();
    const earlierThan = (ageMs: number) =>
      input.logEvents.filter(({ timestamp }) => timestamp < now - ageMs).length;
    const tooOld = earlierThan(oldestMs);
    const expired = earlierThan((group.retentionDays ?? Infinity) * dayMs);
    const tooNew = input.logEvents.findIndex(({ timestamp }) => timestamp > now + newestMs);
    const end = tooNew === -1 ? input.logEvents.length : tooNew;
    db.write(() =>
      store.append({ group, stream }, input.logEvents.slice(Math.max(tooOld, expired), end)),
    );
    const rejected = {
      ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
      ...(expired > 0 ? { expiredLogEventEndIndex: expired } : {}),
      ...(tooNew >= 0 ? { tooNewLogEventStartIndex: tooNew } : {}),
    };
    return Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected };
  };
}

function checkBatch(events: LogLine[]): void {
  let bytes = 0;
  let previous = 0;
  for (const { timestamp, message } of events) {
    if (timestamp < previous) {
      throw invalid("Log events in a single PutLogEvents request must be in chronological order.");
    }
    previous = timestamp;
    bytes += Buffer.byteLength(message) + eventBytes;
  }
  if (bytes > maxBatchBytes) {
    throw invalid(`Upload too large: ${bytes} bytes exceeds limit of ${maxBatchBytes}`);
  }
  if (previous - (events[0]?.timestamp ?? previous) > longestBatchMs) {
    throw invalid(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    );
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
