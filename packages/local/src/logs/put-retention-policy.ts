import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import type { EventRemoval } from "./event-removal.ts";
import { groupName } from "./log-names.ts";
import type { LogStore } from "./log-store.ts";

const allowedDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

const schema = z.object({ logGroupName: groupName, retentionInDays: z.number() });

export function putRetentionPolicy(store: LogStore, removal: EventRemoval): JsonOperation {
  return (raw) => {
    const { logGroupName, retentionInDays } = parseInput(schema, raw);
    if (!allowedDays.includes(retentionInDays)) {
      throw new AwsError(
        "InvalidParameterException",
        `Invalid retention value. Valid values are: [${allowedDays.join(", ")}]`,
      );
    }
    const group = store.group(logGroupName);
    const sql = "UPDATE log_groups SET retention_days = ? WHERE id = ?";
    store.machine.db.write(() => store.machine.db.run(sql, retentionInDays, group.id));
    removal.begin();
    return {};
  };
}
