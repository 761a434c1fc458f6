import type { Job } from "@longhaul/api/client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { type JobFilter, streams } from "../api.ts";
import type { StreamState } from "../live/event-stream.ts";
import { useEventStream } from "../live/use-event-stream.ts";
import { useFrameBatch } from "../live/use-frame-batch.ts";
import { activeCountsQuery, jobListKey, jobListQuery } from "./job-queries.ts";
import { mergeLiveJobs } from "./live-jobs.ts";

/** How far down the page still counts as its top. */
const topPx = 40;
/** A page that stays open lets in so many; what comes then waits until it is asked for, which begins the list anew. */
const mostRows = 200;

/** Keeps the shown page of the list up to date, and counts the new jobs that were not let in. */
export function useLiveJobs(
  filter: JobFilter,
  cursor: string | undefined,
): {
  state: StreamState;
  arrived: ReadonlySet<string>;
  waitingCount: number;
  showWaiting: () => void;
} {
  const queryClient = useQueryClient();
  const { queryKey } = jobListQuery(filter, cursor);
  const view = JSON.stringify(queryKey);
  const [seen, setSeen] = useState<Seen>({ view, arrived: new Set(), waiting: new Set() });
  const current =
    seen.view === view ? seen : { view, arrived: new Set<string>(), waiting: new Set<string>() };

  const add = useFrameBatch((changes: Job[]) => {
    const data = queryClient.getQueryData(queryKey);
    if (data === undefined) return;
    const page = {
      items: data.items,
      isFirst: cursor === undefined,
      hasOlder: data.cursor !== undefined,
    };
    const letIn =
      Object.keys(filter).length === 0 &&
      window.scrollY < topPx &&
      current.waiting.size === 0 &&
      data.items.length < mostRows;
    const { items, arrived, waiting } = mergeLiveJobs(page, changes, filter, letIn);
    queryClient.setQueryData(queryKey, { ...data, items });
    if (
      changes.some(
        (job) => job.progress === undefined || job.version < 4 || job.finishedAt !== undefined,
      )
    ) {
      void queryClient.invalidateQueries({ queryKey: activeCountsQuery().queryKey });
    }
    if (arrived.length + waiting.length === 0) return;
    setSeen({
      view,
      arrived: new Set([...current.arrived, ...arrived]),
      waiting: new Set([...current.waiting, ...waiting]),
    });
  });

  const refresh = () => void queryClient.invalidateQueries({ queryKey: jobListKey });
  const state = useEventStream(streams.jobs(filter), {
    on: { job: (data) => add(JSON.parse(data)) },
    onOpen: (isGapless) => {
      if (!isGapless) refresh();
    },
  });

  return {
    state,
    arrived: current.arrived,
    waitingCount: current.waiting.size,
    showWaiting: () => {
      setSeen({ view, arrived: current.waiting, waiting: new Set() });
      refresh();
    },
  };
}

interface Seen {
  /** What was on the page; another page starts anew. */
  view: string;
  arrived: ReadonlySet<string>;
  waiting: ReadonlySet<string>;
}
