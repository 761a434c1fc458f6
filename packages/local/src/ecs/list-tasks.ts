import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { pageToken, readPageToken } from "../page-token.ts";
import { parseInput } from "../parse-input.ts";
import type { JsonOperation } from "../service.ts";
import { taskArn } from "./arns.ts";
import type { Clusters } from "./clusters.ts";
import type { TaskStore } from "./task-store.ts";

const schema = z.object({
  cluster: z.string().optional(),
  family: z.string().optional(),
  startedBy: z.string().optional(),
  desiredStatus: z.enum(["RUNNING", "PENDING", "STOPPED"]).default("RUNNING"),
  launchType: z.enum(["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"]).default("FARGATE"),
  serviceName: z.string().optional(),
  containerInstance: z.string().optional(),
  maxResults: z.number().int().min(1).max(100).default(100),
  nextToken: z.string().optional(),
});

export function listTasks(store: TaskStore, clusters: Clusters): JsonOperation {
  return (raw) => {
    const input = parseInput(schema, raw);
    const cluster = clusters.require(input.cluster);
    const { family, startedBy, serviceName, containerInstance } = input;
    if (startedBy !== undefined && (family ?? serviceName ?? containerInstance) !== undefined) {
      throw new AwsError("InvalidParameterException", "startedBy must be the only filter.");
    }
    // Neither services nor EC2 hosts exist here.
    const isElsewhere = (serviceName ?? containerInstance) !== undefined;
    if (isElsewhere || input.launchType !== "FARGATE") return { taskArns: [] };
    const rows = store.machine.db.all<{ seq: number; id: string }>(
      `SELECT seq, id FROM ecs_tasks
       WHERE cluster = ? AND desired_status = ? AND seq > ? AND (?4 IS NULL OR family = ?4)
         AND (?5 IS NULL OR started_by = ?5)
       ORDER BY seq LIMIT ?6`,
      cluster,
      input.desiredStatus,
      input.nextToken === undefined ? 0 : Number(readPageToken(input.nextToken, /^\d{1,15}$/)),
      family ?? null,
      startedBy ?? null,
      input.maxResults + 1,
    );
    const page = rows.slice(0, input.maxResults);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      taskArns: page.map(({ id }) => taskArn(store.machine, { cluster, id })),
      ...(last === undefined ? {} : { nextToken: pageToken(last.seq) }),
    };
  };
}
