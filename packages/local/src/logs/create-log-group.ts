import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { groupName } from "./log-names.ts";
import type { LogStore } from "./log-store.ts";

const schema = z.object({ logGroupName: groupName });

export function createLogGroup(store: LogStore): JsonOperation {
  return (raw) => {
    const { logGroupName } = parseInput(schema, raw);
    const isNew = store.machine.db.write(() => store.createGroup(logGroupName));
    if (isNew) return {};
    throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
  };
}
