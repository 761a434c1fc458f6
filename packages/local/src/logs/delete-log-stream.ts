import { z } from "zod";

import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { markStreamDeleted } from "./deleted-logs.ts";
import type { EventRemoval } from "./event-removal.ts";
import { groupName, streamName } from "./log-names.ts";
import type { LogStore } from "./log-store.ts";

const schema = z.object({ logGroupName: groupName, logStreamName: streamName });

export function deleteLogStream(store: LogStore, removal: EventRemoval): JsonOperation {
  return (raw) => {
    const input = parseInput(schema, raw);
    const stream = store.stream(store.group(input.logGroupName), input.logStreamName);
    store.machine.db.write(() => markStreamDeleted(store, stream));
    removal.begin();
    return {};
  };
}
