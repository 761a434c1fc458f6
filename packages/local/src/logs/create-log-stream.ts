import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { groupName, streamName } from "./log-names.ts";
import type { LogStore } from "./log-store.ts";

const schema = z.object({ logGroupName: groupName, logStreamName: streamName });

export function createLogStream(store: LogStore): JsonOperation {
  return (raw) => {
    const input = parseInput(schema, raw);
    const group = store.group(input.logGroupName);
    const isNew = store.machine.db.write(() => store.createStream(group, input.logStreamName));
    if (isNew) return {};
    throw new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
  };
}
