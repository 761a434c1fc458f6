import { dueAt } from "../../job/due-at.ts";
import { isFinal, type Job, jobSchema } from "../../job/job.ts";
import { changeKeys } from "./change-keys.ts";
import { dayOf, partitions } from "./partitions.ts";
import { shardOf } from "./shard.ts";
import type { Table } from "./table.ts";

/** What `getDetail` reads is one range of sort keys: everything that starts with `JOB`. */
export const jobKey = (jobId: string) => ({ pk: jobId, sk: "JOB" });
export const inputKey = (jobId: string) => ({ pk: jobId, sk: "JOB#INPUT" });
export const resultKey = (jobId: string) => ({ pk: jobId, sk: "JOB#RESULT" });
export const attemptKey = (jobId: string, attempt: number) => ({
  pk: jobId,
  sk: `JOB#ATTEMPT#${String(attempt).padStart(5, "0")}`,
});
export const eventKey = (jobId: string, version: number) => ({
  pk: jobId,
  sk: `EVENT#${String(version).padStart(10, "0")}`,
});
export const checkpointKey = (jobId: string) => ({ pk: jobId, sk: "CHECKPOINT" });
export const timelineKey = (jobId: string) => ({ pk: jobId, sk: "TIMELINE" });

/** The job's own item: its fields, and its place in every index. */
export function jobItem(table: Table, job: Job): Record<string, unknown> {
  const day = dayOf(job.createdAt);
  const due = dueAt(job);
  return {
    ...job,
    ...jobKey(job.id),
    dayPk: partitions.all(day),
    statusPk: partitions.status(job.status, day),
    typePk: partitions.type(job.type, day),
    ...changeKeys(job.id, new Date()),
    ...(due !== undefined && { duePk: shardOf(job.id), dueAt: due }),
    deleteAt: deleteAt(table, job),
  };
}

/** Unix seconds; undefined for a job that is not finished or is kept for good. */
export function deleteAt(table: Table, job: Job): number | undefined {
  if (table.retentionDays === undefined || !isFinal(job.status)) return undefined;
  const finishedMs = Date.parse(job.finishedAt ?? job.updatedAt);
  return Math.floor(finishedMs / 1000) + table.retentionDays * 86_400;
}

/** DynamoDB deletes within days of the time; what is due counts as deleted. */
export const isThere = <Item extends Record<string, unknown>>(
  item: Item | undefined,
): item is Item =>
  item !== undefined &&
  (typeof item["deleteAt"] !== "number" || item["deleteAt"] * 1000 > Date.now());

export const parseJob = (item: Record<string, unknown>): Job => jobSchema.parse(item);
