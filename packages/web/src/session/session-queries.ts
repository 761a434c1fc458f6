import { queryOptions } from "@tanstack/react-query";

import { api } from "../api.ts";

export const sessionQuery = () =>
  queryOptions({
    queryKey: ["session"] as const,
    queryFn: api.session,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
