import { shardOf } from "./shard.ts";

/**
 * Place in the index by time of change: when the write was made, by the writer's own clock. `updatedAt` would not do:
 * it is older than the write, by all tries that lost against another writer.
 */
export const changeKeys = (jobId: string, writtenAt: Date) => ({
  changePk: changePartition(minuteOf(writtenAt), shardOf(jobId)),
  changeSk: `${writtenAt.toISOString()}#${jobId}`,
});

export const changePartition = (minute: string, shard: string): string => `${minute}#${shard}`;

/** `2026-03-01T12:00`, UTC. */
export const minuteOf = (at: Date): string => at.toISOString().slice(0, 16);
