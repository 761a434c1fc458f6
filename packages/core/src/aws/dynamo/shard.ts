/** Indexes that every job would share are split by these, so that no partition is hot. */
export const shards = ["0", "1", "2", "3"] as const;

/** The end of an id is random. */
export const shardOf = (jobId: string): (typeof shards)[number] =>
  shards[jobId.charCodeAt(jobId.length - 1) % shards.length] ?? shards[0];
