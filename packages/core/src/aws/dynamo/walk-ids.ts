import { QueryCommand } from "@aws-sdk/lib-dynamodb";

import type { IdRange } from "../../job/id-range.ts";
import { jobsTable } from "../jobs-table.ts";
import type { Source } from "./list-sources.ts";
import type { Table } from "./table.ts";

export interface Walk {
  table: Table;
  range: IdRange;
  /** Entries that one Query reads. */
  pageSize: number;
  queriesLeft: number;
  /** Set when the queries were used up: every id from here on was seen. */
  stoppedAt?: string;
}

/** Ids of several lists, merged, newest first, each once. Ends early, with `stoppedAt`, when queries are used up. */
export async function* walkIds(walk: Walk, sources: Source[]): AsyncGenerator<string> {
  const walkers = sources.map((source) => walkSource(walk, source));
  const heads = await Promise.all(walkers.map((walker) => walker.next()));
  for (;;) {
    const newest = heads.reduce((best, { value }) => (value && value > best ? value : best), "");
    if (newest === "" || newest < (walk.stoppedAt ?? "")) return;
    yield newest;
    await Promise.all(
      walkers.map(async (walker, index) => {
        // A job that changes its status meanwhile may be in two lists.
        if (heads[index]?.value === newest) heads[index] = await walker.next();
      }),
    );
  }
}

async function* walkSource(
  walk: Walk,
  source: Source,
): AsyncGenerator<string, undefined, undefined> {
  for (const { key, end } of source.partitions) {
    let reached = end < walk.range.before ? end : walk.range.before;
    for (let isLast = false; !isLast;) {
      if (walk.queriesLeft === 0) {
        if (walk.stoppedAt === undefined || reached > walk.stoppedAt) walk.stoppedAt = reached;
        return;
      }
      walk.queriesLeft -= 1;
      const page = await queryIds(walk, source.index, key, reached);
      isLast = page.isLast;
      for (const id of page.ids) {
        reached = id;
        yield id;
      }
    }
  }
}

async function queryIds(
  { table, range, pageSize }: Walk,
  index: Source["index"],
  partition: string,
  before: string,
): Promise<{ ids: string[]; isLast: boolean }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: index,
      KeyConditionExpression: `${jobsTable.globalIndexes[index].hashKey} = :partition AND id BETWEEN :from AND :before`,
      ExpressionAttributeValues: {
        ":partition": partition,
        ":from": range.from,
        ":before": before,
      },
      ScanIndexForward: false,
      Limit: pageSize,
    }),
  );
  const ids = Items.map((item) => String(item["pk"])).filter((id) => id < before);
  return { ids, isLast: LastEvaluatedKey === undefined };
}
