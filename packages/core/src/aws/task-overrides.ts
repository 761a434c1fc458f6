import * as z from "zod";

import type { TaskRequest } from "../worker-task/tasks.ts";
import type { TableResource, TaskResources } from "./resources.ts";

type Names = TaskResources & TableResource;

/** What a task is told of its job: its size, and its environment. */
export function taskOverrides(request: TaskRequest, { container, tableName }: Names) {
  const environment = {
    LONGHAUL_JOB_ID: request.jobId,
    LONGHAUL_ATTEMPT: String(request.attempt),
    LONGHAUL_HEARTBEAT_SECONDS: String(request.heartbeatSeconds),
    LONGHAUL_TABLE: tableName,
    ...(request.callbackId !== undefined && { LONGHAUL_CALLBACK_ID: request.callbackId }),
  };
  return {
    cpu: String(request.size.cpu),
    memory: String(request.size.memory),
    containerOverrides: [
      {
        name: container,
        environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
      },
    ],
  };
}

const overridesSchema = z.object({
  overrides: z.object({
    containerOverrides: z.array(
      z.object({
        environment: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
      }),
    ),
  }),
});

const ownerSchema = z.object({
  LONGHAUL_JOB_ID: z.string(),
  LONGHAUL_ATTEMPT: z.coerce.number().int().positive(),
});

/** Whose task it is, from the overrides that it was started with; undefined: not one of ours. */
export function taskOwner(task: unknown): { jobId: string; attempt: number } | undefined {
  const parsed = overridesSchema.safeParse(task);
  if (!parsed.success) return undefined;
  const pairs = parsed.data.overrides.containerOverrides.flatMap(
    ({ environment = [] }) => environment,
  );
  const owner = ownerSchema.safeParse(
    Object.fromEntries(pairs.map(({ name, value }) => [name, value])),
  );
  if (!owner.success) return undefined;
  return { jobId: owner.data.LONGHAUL_JOB_ID, attempt: owner.data.LONGHAUL_ATTEMPT };
}
