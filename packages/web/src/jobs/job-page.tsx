import type { JobDetail } from "@longhaul/api/client";
import { ApiError } from "@longhaul/api/client";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronRight, RotateCcw } from "lucide-react";

import { links } from "../links.ts";
import { LiveDot } from "../live/live-dot.tsx";
import { LogPanel } from "../logs/log-panel.tsx";
import { useSession } from "../session/use-session.ts";
import { TimelinePanel } from "../timeline/timeline-panel.tsx";
import { buttonClass } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { isFinal, jobStatus } from "../ui/job-status.ts";
import { Page, PageHeading } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CancelJob } from "./cancel-job.tsx";
import { JobAttempts } from "./job-attempts.tsx";
import { JobDetails } from "./job-details.tsx";
import { JobHero } from "./job-hero.tsx";
import { JobHistory } from "./job-history.tsx";
import { JobInput } from "./job-input.tsx";
import { jobQuery } from "./job-queries.ts";
import { useTabIcon } from "./tab-icon.ts";
import { useLiveJob } from "./use-live-job.ts";

const route = getRouteApi("/signed-in/jobs/$jobId");

export function JobPage() {
  const { jobId } = route.useParams();
  // Another job is another page: nothing of the last one's state stays.
  return <OneJobPage key={jobId} jobId={jobId} />;
}

function OneJobPage({ jobId }: { jobId: string }) {
  const { mayOperate } = useSession();
  const { data: job, error, isError, refetch } = useQuery(jobQuery(jobId));
  const { state, history } = useLiveJob(jobId, job !== undefined);
  useTabIcon(job);
  return (
    <Page
      title={job === undefined ? "Job" : titleOf(job)}
      heading={
        <nav aria-label="Breadcrumb" className="flex min-w-0 items-center gap-1.5">
          <Link to={links.jobs} className="text-dim hover:text-ink max-sm:hidden">
            Jobs
          </Link>
          <ChevronRight aria-hidden size={14} className="shrink-0 text-dim max-sm:hidden" />
          <span className="truncate font-mono text-code">{jobId}</span>
          <CopyButton text={jobId} label="Copy the job's id" />
        </nav>
      }
      actions={
        job !== undefined && (
          <>
            <span className="max-sm:hidden">
              <LiveDot state={isFinal(job.status) ? "ended" : state} />
            </span>
            {mayOperate && (
              <Link
                to={links.start}
                search={{ from: jobId }}
                className={buttonClass()}
                aria-label="Run again"
              >
                <RotateCcw aria-hidden size={15} />
                <span className="max-sm:hidden">Run again</span>
              </Link>
            )}
            {mayOperate && !isFinal(job.status) && <CancelJob job={job} />}
          </>
        )
      }
    >
      {job === undefined ? (
        isError ? (
          <>
            <div className="sr-only">
              <PageHeading>Job</PageHeading>
            </div>
            <NoJob error={error} onRetry={() => void refetch()} />
          </>
        ) : (
          <JobSkeleton />
        )
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 xl:grid-cols-[minmax(0,1fr)_300px]">
          <div className="grid min-w-0 content-start gap-5">
            <JobHero job={job} heading={<PageHeading>{job.name ?? job.type}</PageHeading>} />
            <TimelinePanel jobId={jobId} isFinal={isFinal(job.status)} />
            <LogPanel jobId={jobId} attempts={job.attempt} isFinal={isFinal(job.status)} />
          </div>
          <div className="grid min-w-0 content-start gap-5 md:max-xl:grid-cols-2">
            <JobDetails job={job} />
            <JobInput input={job.input} />
            <JobAttempts job={job} />
            <JobHistory events={history} />
          </div>
        </div>
      )}
    </Page>
  );
}

/** What the tab says of a job: how far it is while it runs, else what it is. */
function titleOf({ status, progress, name, type }: JobDetail): string {
  const isCounting = status === "running" && progress?.percent !== undefined;
  const state = isCounting ? `${Math.floor(progress.percent ?? 0)}%` : jobStatus[status].word;
  return `${state} · ${name ?? type}`;
}

function NoJob({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyState
        title="There is no such job"
        action={
          <Link to={links.jobs} className={buttonClass()}>
            All jobs
          </Link>
        }
      >
        Its id may be mistyped, or its time of retention has passed.
      </EmptyState>
    );
  }
  return <ErrorState title="The job could not be read" error={error} onRetry={onRetry} />;
}

function JobSkeleton() {
  return (
    <div aria-busy className="grid gap-5">
      <Skeleton className="h-7 w-64" />
      <Skeleton className="h-11 w-32" />
      <Skeleton className="h-2 w-full" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}
