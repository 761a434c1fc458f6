import type { Job, JobDetail, JobEvent } from "@longhaul/api/client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { streams } from "../api.ts";
import type { StreamState } from "../live/event-stream.ts";
import { useEventStream } from "../live/use-event-stream.ts";
import { useFrameBatch } from "../live/use-frame-batch.ts";
import { jobQuery, withJob } from "./job-queries.ts";

/** Keeps the job in the cache up to date, and collects its history: oldest first. Waits until it is known that there is such a job. */
export function useLiveJob(
  jobId: string,
  isKnown: boolean,
): { state: StreamState; history: readonly JobEvent[] } {
  const queryClient = useQueryClient();
  const [events, setEvents] = useState<ReadonlyMap<number, JobEvent>>(new Map());
  const { queryKey } = jobQuery(jobId);

  const addJob = useFrameBatch((jobs: Job[]) => {
    const before = queryClient.getQueryData(queryKey);
    if (before === undefined) return;
    const after = jobs.reduce(withJob, before);
    queryClient.setQueryData(queryKey, after);
    if (needsDetail(before, after)) void queryClient.invalidateQueries({ queryKey });
  });
  const addEvent = useFrameBatch((added: JobEvent[]) => {
    setEvents(
      (known) => new Map([...known, ...added.map((event) => [event.version, event] as const)]),
    );
  });

  const state = useEventStream(isKnown ? streams.job(jobId) : undefined, {
    // From the very beginning: the history comes by this stream alone.
    lastEventId: "0",
    on: {
      job: (data) => addJob(JSON.parse(data)),
      history: (data) => addEvent(JSON.parse(data)),
    },
  });
  const history = [...events.values()].toSorted((a, b) => a.version - b.version);
  return { state, history };
}

/** Attempts and result are not in the snapshots of the stream; they change with these. */
const needsDetail = (before: JobDetail, after: JobDetail) =>
  before.status !== after.status ||
  before.attempt !== after.attempt ||
  before.taskArn !== after.taskArn;
