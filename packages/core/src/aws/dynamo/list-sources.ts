import { firstIdAt, type IdRange, timeOfId } from "../../job/id-range.ts";
import type { JobFilter } from "../../job/job-store.ts";
import { isFinal, type JobStatus } from "../../job/job.ts";
import type { IndexName } from "../jobs-table.ts";
import { knownDays } from "./known-days.ts";
import { dayLists, dayOf, partitions } from "./partitions.ts";
import type { Table } from "./table.ts";

interface Partition {
  key: string;
  /** Sorts after every id in it. */
  end: string;
}

/** Partitions of one index that together hold one list, newest first. */
export interface Source {
  index: IndexName;
  partitions: Partition[];
}

const dayMs = 86_400_000;
const lastMs = Date.UTC(9999, 11, 31);

/** The lists to merge for a filter: one a status, or else one a type, or that of all. */
export async function listSources(
  table: Table,
  filter: JobFilter,
  range: IdRange,
): Promise<Source[]> {
  const byDay = async (index: IndexName, list: string, keyOf: (day: string) => string) => ({
    index,
    partitions: daysWithin(await knownDays(table, list), range).map((day) => ({
      key: keyOf(day),
      end: firstIdAt(Date.parse(day) + dayMs),
    })),
  });
  const byStatus = async (one: JobStatus): Promise<Source> =>
    isFinal(one)
      ? byDay("byStatus", dayLists.status(one), (day) => partitions.status(one, day))
      : { index: "byStatus", partitions: [{ key: one, end: range.before }] };
  const byType = (one: string) =>
    byDay("byType", dayLists.type(one), (day) => partitions.type(one, day));
  const { status, type } = filter;
  if (status !== undefined) {
    return Promise.all([...new Set(status)].map(byStatus));
  }
  if (type !== undefined) {
    return Promise.all([...new Set(type)].map(byType));
  }
  return [await byDay("byDay", dayLists.all, partitions.all)];
}

function daysWithin(days: string[], { from, before }: IdRange): string[] {
  const [first, last] = [dayOfId(from), dayOfId(before)];
  return days.filter((day) => day >= first && day <= last);
}

/** The ids' last time is beyond the last day that a text can say. */
const dayOfId = (id: string): string =>
  dayOf(new Date(Math.min(timeOfId(id), lastMs)).toISOString());
