import type { Job, JobDetail } from "@longhaul/api/client";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { api, type JobFilter } from "../api.ts";
import { isFinal, jobStatuses } from "../ui/job-status.ts";

export const jobListKey = ["jobs"] as const;

export const jobListQuery = (filter: JobFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: [...jobListKey, filter, cursor ?? ""] as const,
    queryFn: () => api.jobs(filter, { cursor, limit: 50 }),
    placeholderData: keepPreviousData,
  });

const activeLimit = 100;

/** How many jobs wait and run; `isMore` when there are more than are counted. */
export const activeCountsQuery = () =>
  queryOptions({
    queryKey: ["active-counts"] as const,
    queryFn: async () => {
      const status = jobStatuses.filter((name) => !isFinal(name));
      const { items, cursor } = await api.jobs({ status }, { limit: activeLimit });
      const running = items.filter((job) => job.status === "running").length;
      return { running, waiting: items.length - running, isMore: cursor !== undefined };
    },
    refetchInterval: 10_000,
  });

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ["job", id] as const,
    queryFn: () => api.job(id),
    // The stream brings every change; this is for a page in the background, and for what the stream cannot bring.
    refetchInterval: ({ state }) =>
      state.data !== undefined && isFinal(state.data.status) ? false : 15_000,
    refetchIntervalInBackground: true,
  });

/** The detail with a newer snapshot of its job; an older one changes nothing. */
export function withJob(detail: JobDetail, job: Job): JobDetail {
  if (job.version <= detail.version) return detail;
  const { input, attempts, result, cost } = detail;
  return { ...job, input, attempts, cost, ...(result !== undefined && { result }) };
}
