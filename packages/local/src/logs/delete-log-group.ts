import { z } from "zod";

import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { markGroupDeleted } from "./deleted-logs.ts";
import type { EventRemoval } from "./event-removal.ts";
import { groupName } from "./log-names.ts";
import type { LogStore } from "./log-store.ts";

const schema = z.object({ logGroupName: groupName });

export function deleteLogGroup(store: LogStore, removal: EventRemoval): JsonOperation {
  return (raw) => {
    const { logGroupName } = parseInput(schema, raw);
    const group = store.group(logGroupName);
    store.machine.db.write(() => markGroupDeleted(store, group));
    removal.begin();
    return {};
  };
}
