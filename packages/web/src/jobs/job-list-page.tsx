import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useLocation, useNavigate } from "@tanstack/react-router";
import { ArrowUp, ChevronLeft, ChevronRight, Plus } from "lucide-react";

import { jobTypesQuery } from "../job-types/job-type-queries.ts";
import { links } from "../links.ts";
import { LiveDot } from "../live/live-dot.tsx";
import { useSession } from "../session/use-session.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page, PageHeading } from "../ui/page.tsx";
import { ActiveCounts } from "./active-counts.tsx";
import { JobFilters } from "./job-filters.tsx";
import { filterOf, parseJobListSearch } from "./job-list-search.ts";
import { jobListQuery } from "./job-queries.ts";
import { JobTable } from "./job-table.tsx";
import { NoJobs } from "./no-jobs.tsx";
import { useLiveJobs } from "./use-live-jobs.ts";

const route = getRouteApi("/signed-in/");

/** The router keeps beside what the route understood what the address said; so it is read once more. */
const useJobListSearch = () => route.useSearch({ select: parseJobListSearch });

export function JobListPage() {
  const search = useJobListSearch();
  const { mayOperate } = useSession();
  const filter = filterOf(search);
  const { data: types = [] } = useQuery(jobTypesQuery());
  const list = useQuery(jobListQuery(filter, search.cursor));
  const live = useLiveJobs(filter, search.cursor);
  const navigate = useNavigate();

  const showNewest = () => {
    live.showWaiting();
    window.scrollTo({ top: 0 });
    if (search.cursor !== undefined) void navigate({ to: links.jobs, search: filter });
  };

  return (
    <Page
      title="Jobs"
      heading={
        <>
          <PageHeading>Jobs</PageHeading>
          <ActiveCounts />
        </>
      }
      actions={
        <>
          <LiveDot state={live.state} />
          {mayOperate && (
            <Link to={links.start} className={buttonClass({ look: "primary" })}>
              <Plus aria-hidden size={15} />
              Start job
            </Link>
          )}
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <JobFilters search={search} types={types.map(({ name }) => name)} />
        {list.isError && list.data === undefined ? (
          <ErrorState
            title="The jobs could not be read"
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : list.data?.items.length === 0 ? (
          <NoJobs
            hasFilter={Object.keys(filter).length > 0}
            hasOlder={list.data.cursor !== undefined}
          />
        ) : (
          <JobTable
            jobs={list.data?.items}
            arrived={live.arrived}
            isStale={list.isPlaceholderData}
          />
        )}
        {list.data !== undefined && <Paging cursor={search.cursor} next={list.data.cursor} />}
      </div>
      {live.waitingCount > 0 && (
        <div className="pointer-events-none fixed inset-x-0 top-17 z-30 flex justify-center md:left-[224px]">
          <Button
            look="primary"
            className="pointer-events-auto rounded-full! shadow-float"
            onClick={showNewest}
          >
            <ArrowUp aria-hidden size={14} />
            {live.waitingCount === 1 ? "1 new job" : `${live.waitingCount} new jobs`}
          </Button>
        </div>
      )}
    </Page>
  );
}

function Paging({ cursor, next }: { cursor: string | undefined; next: string | undefined }) {
  const search = useJobListSearch();
  const trail = useLocation({ select: (location) => location.state.trail }) ?? [];
  if (cursor === undefined && next === undefined) return null;
  const filter = filterOf(search);
  const newer = trail.at(-1);
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2">
      {cursor !== undefined && (
        <Link
          to={links.jobs}
          search={newer ? { ...filter, cursor: newer } : filter}
          state={{ trail: trail.slice(0, -1) }}
          className={buttonClass()}
        >
          <ChevronLeft aria-hidden size={15} /> Newer
        </Link>
      )}
      {next !== undefined && (
        <Link
          to={links.jobs}
          search={{ ...filter, cursor: next }}
          state={{ trail: [...trail, cursor ?? ""] }}
          className={buttonClass()}
        >
          Older <ChevronRight aria-hidden size={15} />
        </Link>
      )}
    </nav>
  );
}
