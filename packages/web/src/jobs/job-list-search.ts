import type { JobStatus, Pattern } from "@longhaul/api/client";

import { listOf, textOf } from "../search-params.ts";
import { isJobStatus } from "../ui/job-status.ts";

/** What the address of the job list may say. */
export interface JobListSearch {
  status?: JobStatus[];
  type?: string[];
  q?: string;
  tag?: string;
  pattern?: Pattern;
  cursor?: string;
}

/** What is not understood is left out, so that an old link still opens. */
export function parseJobListSearch(search: Record<string, unknown>): JobListSearch {
  const status = listOf(search["status"]).filter(isJobStatus);
  const type = listOf(search["type"]);
  const pattern = textOf(search["pattern"]);
  const [q, tag, cursor] = [search["q"], search["tag"], search["cursor"]].map(textOf);
  return {
    ...(status.length > 0 && { status }),
    ...(type.length > 0 && { type }),
    ...(q && { q }),
    ...(tag && { tag }),
    ...(isPattern(pattern) && { pattern }),
    ...(cursor && { cursor }),
  };
}

/** The search without its page. */
export function filterOf(search: JobListSearch): Omit<JobListSearch, "cursor"> {
  const { ...filter } = search;
  delete filter.cursor;
  return filter;
}

const isPattern = (value: string): value is Pattern =>
  value === "sync" || value === "callback" || value === "await";
