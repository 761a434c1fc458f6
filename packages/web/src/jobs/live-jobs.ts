import type { Job } from "@longhaul/api/client";

import type { JobFilter } from "../api.ts";

export interface LiveJobs {
  items: Job[];
  /** Ids that came in just now, to be shown as new. */
  arrived: string[];
  /** Jobs that belong on this page, which were not let in. */
  waiting: string[];
}

export interface ShownPage {
  items: readonly Job[];
  isFirst: boolean;
  /** There are pages after this one. */
  hasOlder: boolean;
}

/**
 * A page of the list after changes. Rows that are there take the newer version and stay where they are, even when they
 * match no longer: a row that vanishes under the pointer is worse. Jobs that belong on the first page and are not
 * there, new ones and those that only now match, come in only if `letIn`.
 */
export function mergeLiveJobs(
  { items, isFirst, hasOlder }: ShownPage,
  changes: readonly Job[],
  filter: JobFilter,
  letIn: boolean,
): LiveJobs {
  const latest = new Map<string, Job>();
  for (const job of changes) {
    const known = latest.get(job.id);
    if (known === undefined || known.version < job.version) latest.set(job.id, job);
  }
  const ids = new Set(items.map((job) => job.id));
  const patched = items.map((job) => {
    const change = latest.get(job.id);
    return change !== undefined && change.version > job.version ? change : job;
  });
  // What an older page lacks is on the pages before it, or is new and belongs on the first.
  if (!isFirst) return { items: patched, arrived: [], waiting: [] };
  const oldest = hasOlder ? (items.at(-1)?.createdAt ?? "") : "";
  const fresh = [...latest.values()]
    .filter((job) => !ids.has(job.id) && job.createdAt >= oldest && matchesFilter(job, filter))
    .toSorted(newestFirst);
  const freshIds = fresh.map((job) => job.id);
  if (!letIn) return { items: patched, arrived: [], waiting: freshIds };
  return { items: [...fresh, ...patched].toSorted(newestFirst), arrived: freshIds, waiting: [] };
}

const newestFirst = (a: Job, b: Job) =>
  b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id);

/** The same question that the API answers for a list. */
export function matchesFilter(job: Job, filter: JobFilter): boolean {
  const { status, type, q, tag, pattern } = filter;
  return (
    (status === undefined || status.includes(job.status)) &&
    (type === undefined || type.includes(job.type)) &&
    (tag === undefined || job.tags.includes(tag)) &&
    (pattern === undefined || job.pattern === pattern) &&
    (q === undefined || startsWith(job.id, q) || startsWith(job.name ?? "", q))
  );
}

const startsWith = (text: string, prefix: string) =>
  text.toLowerCase().startsWith(prefix.toLowerCase());
