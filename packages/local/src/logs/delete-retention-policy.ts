import { z } from "zod";

import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { groupName } from "./log-names.ts";
import type { LogStore } from "./log-store.ts";

const schema = z.object({ logGroupName: groupName });

export function deleteRetentionPolicy(store: LogStore): JsonOperation {
  const { db } = store.machine;
  return (raw) => {
    const group = store.group(parseInput(schema, raw).logGroupName);
    db.write(() => db.run("UPDATE log_groups SET retention_days = NULL WHERE id = ?", group.id));
    return {};
  };
}
