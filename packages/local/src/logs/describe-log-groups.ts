import { z } from "zod";

import { readPageToken, pageToken } from "../page-token.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { groupArn } from "./log-names.ts";
import { groupColumns, type LogGroup, type LogStore } from "./log-store.ts";

const anyName = /^/;

const schema = z.object({
  logGroupNamePrefix: z.string().default(""),
  logGroupNamePattern: z.string().default(""),
  limit: z.number().int().min(1).max(50).default(50),
  nextToken: z.string().optional(),
});

export function describeLogGroups(store: LogStore): JsonOperation {
  return (raw) => {
    const input = parseInput(schema, raw);
    const after = input.nextToken === undefined ? "" : readPageToken(input.nextToken, anyName);
    const rows = store.machine.db.all<LogGroup>(
      `SELECT ${groupColumns} FROM log_groups
       WHERE name > ? AND instr(name, ':') = 0 AND substr(name, 1, length(?2)) = ?2 AND instr(lower(name), lower(?3)) > 0
       ORDER BY name LIMIT ?4`,
      after,
      input.logGroupNamePrefix,
      input.logGroupNamePattern,
      input.limit + 1,
    );
    const page = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? page.at(-1) : undefined;
    return {
      logGroups: page.map((group) => ({
        logGroupName: group.name,
        creationTime: group.createdAt,
        arn: `${groupArn(store.machine, group.name)}:*`,
        logGroupArn: groupArn(store.machine, group.name),
        ...(group.retentionDays === null ? {} : { retentionInDays: group.retentionDays }),
        logGroupClass: "STANDARD",
        metricFilterCount: 0,
        storedBytes: 0,
      })),
      ...(last === undefined ? {} : { nextToken: pageToken(last.name) }),
    };
  };
}
