import { queryOptions } from "@tanstack/react-query";

import { api } from "../api.ts";

export const jobTypesQuery = () =>
  queryOptions({
    queryKey: ["job-types"] as const,
    queryFn: api.jobTypes,
    select: ({ items }) => items,
    // They change with a deployment.
    staleTime: 5 * 60_000,
  });
