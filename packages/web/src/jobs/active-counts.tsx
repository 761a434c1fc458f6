import { useQuery } from "@tanstack/react-query";

import { activeCountsQuery } from "./job-queries.ts";

/** How many run and wait right now; an exact figure, or an honest "more than". */
export function ActiveCounts() {
  const { data } = useQuery(activeCountsQuery());
  if (data === undefined) return null;
  const { running, waiting, isMore } = data;
  const text = isMore ? "more than 100 active" : `${running} running · ${waiting} waiting`;
  return <span className="truncate text-dim tabular-nums max-sm:hidden">{text}</span>;
}
