/**
 * The one table, as data for whoever creates it; every key attribute is a string.
 * Lists have indexes of keys alone, so that progress, which is written often, does not write them too.
 */
export const jobsTable = {
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  globalIndexes: {
    /** All jobs, by day of creation. */
    byDay: { hashKey: "dayPk", rangeKey: "id", projection: "keys-only" },
    /** By status; final ones by day of creation too. */
    byStatus: { hashKey: "statusPk", rangeKey: "id", projection: "keys-only" },
    /** By type and day of creation. */
    byType: { hashKey: "typePk", rangeKey: "id", projection: "keys-only" },
    /** By time of the last change. Every change moves the entry, so it may as well hold the job. */
    byChange: { hashKey: "changePk", rangeKey: "changeSk", projection: "all" },
    /** Jobs that are not finished, by when the sweep has to look. */
    byDue: { hashKey: "duePk", rangeKey: "dueAt", projection: "keys-only" },
  },
  /** Unix seconds after which DynamoDB deletes an item. */
  ttl: "deleteAt",
} as const;

export type IndexName = keyof typeof jobsTable.globalIndexes;
