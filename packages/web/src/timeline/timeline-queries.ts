import { queryOptions } from "@tanstack/react-query";

import { api } from "../api.ts";

export const timelineQuery = (jobId: string) =>
  queryOptions({
    queryKey: ["timeline", jobId] as const,
    queryFn: () => api.timeline(jobId),
    refetchInterval: ({ state }) => (state.data?.complete === true ? false : 3000),
  });
