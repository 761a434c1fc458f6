import { idRange, isJobId } from "../../job/id-range.ts";
import type { JobQuery } from "../../job/job-store.ts";
import type { Job } from "../../job/job.ts";
import { boundOf, listCursor } from "../../job/list-cursor.ts";
import { matchesFilter } from "../../job/matches-filter.ts";
import type { Page } from "../../page.ts";
import { parseJob } from "./job-item.ts";
import { listSources } from "./list-sources.ts";
import { readJob } from "./read-job.ts";
import { readJobItems } from "./read-jobs.ts";
import type { Table } from "./table.ts";
import { type Walk, walkIds } from "./walk-ids.ts";

/** What one page may cost; a page that reaches it is short, and its cursor goes on from there. */
const most = { read: 500, queries: 64 };
const filterChunk = 100;

/**
 * A page is a Query for ids and a BatchGetItem for jobs, whatever the number of jobs. What no index answers (tag,
 * pattern, name, a type within a status) is filtered while paging.
 */
export async function listJobs(table: Table, query: JobQuery): Promise<Page<Job>> {
  const bound = boundOf(query);
  if (query.q !== undefined && isJobId(query.q)) return onePage(table, query, query.q);
  const allowed = idRange(query);
  const range = { ...allowed, before: least(bound, allowed.before) };
  if (range.before <= range.from) return { items: [] };
  const chunkSize = isIndexed(query) ? query.limit : filterChunk;
  const walk: Walk = { table, range, pageSize: chunkSize + 2, queriesLeft: most.queries };
  const ids = walkIds(walk, await listSources(table, query, range));

  const items: Job[] = [];
  const ahead: string[] = [];
  for (let read = 0; ;) {
    const size = isIndexed(query) ? query.limit - items.length : chunkSize;
    // One more than is needed tells whether there is more.
    await fill(ahead, ids, size + 1);
    const chunk = ahead.splice(0, size);
    read += chunk.length;
    const jobs = (await readJobItems(table, chunk)).map(parseJob);
    const found = jobs.filter((job) => matchesFilter(job, query));
    const room = query.limit - items.length;
    items.push(...found.slice(0, room));
    const hasMore = found.length > room || ahead.length > 0 || walk.stoppedAt !== undefined;
    const last = items.at(-1);
    if (items.length === query.limit && last !== undefined) {
      return hasMore ? { items, cursor: listCursor(query, last.id) } : { items };
    }
    if (!hasMore) return { items };
    const reached =
      ahead.length === 0 ? walk.stoppedAt : read >= most.read ? chunk.at(-1) : undefined;
    if (reached !== undefined) return { items, cursor: listCursor(query, reached) };
  }
}

/** True: an index answers the filter alone. */
const isIndexed = ({ status, type, pattern, tag, q }: JobQuery): boolean =>
  pattern === undefined &&
  tag === undefined &&
  q === undefined &&
  (status === undefined || type === undefined);

async function onePage(table: Table, query: JobQuery, jobId: string): Promise<Page<Job>> {
  const job = await readJob(table, jobId);
  return { items: job !== undefined && matchesFilter(job, query) ? [job] : [] };
}

async function fill(ahead: string[], ids: AsyncGenerator<string>, size: number): Promise<void> {
  while (ahead.length < size) {
    const { value, done } = await ids.next();
    if (done) return;
    ahead.push(value);
  }
}

const least = (a: string | undefined, b: string): string => (a !== undefined && a < b ? a : b);
