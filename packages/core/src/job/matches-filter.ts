import { idRange, isIdPrefix } from "./id-range.ts";
import type { JobFilter } from "./job-store.ts";
import type { Job } from "./job.ts";

export function matchesFilter(job: Job, filter: JobFilter): boolean {
  const { status, type, pattern, tag, q } = filter;
  const { from, before } = idRange(filter);
  return (
    (status === undefined || status.includes(job.status)) &&
    (type === undefined || type.includes(job.type)) &&
    (pattern === undefined || job.pattern === pattern) &&
    (tag === undefined || job.tags.includes(tag)) &&
    job.id >= from &&
    job.id < before &&
    (q === undefined || isIdPrefix(q) || startsWith(job.name, q))
  );
}

const startsWith = (name: string | undefined, q: string): boolean =>
  name !== undefined && name.toLowerCase().startsWith(q.toLowerCase());
