import type { Job } from "@longhaul/api/client";
import { Link } from "@tanstack/react-router";

import { links } from "../links.ts";
import { Duration } from "../ui/duration.tsx";
import { isFinal } from "../ui/job-status.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusBadge } from "../ui/status-badge.tsx";
import { useNow } from "../ui/use-now.ts";
import { progressNote } from "./job-progress.ts";

/** One job of the list: a table's row, and on a phone a card. */
export function JobRow({ job, isNew }: { job: Job; isNew: boolean }) {
  const hasProgress = job.progress !== undefined && job.status !== "succeeded";
  return (
    <tr
      className={`group relative border-t border-line hover:bg-hover max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1.5 max-md:p-4 md:h-11 ${isNew ? "animate-arrive" : ""}`}
    >
      <td className="min-w-0 max-md:basis-full md:px-4">
        <Link
          to={links.job}
          params={{ jobId: job.id }}
          className="flex min-w-0 flex-wrap items-baseline gap-x-2 font-medium after:absolute after:inset-0 focus-visible:outline-offset-4 md:flex-nowrap"
        >
          <span className="min-w-0 truncate max-md:basis-full">{job.name ?? job.type}</span>
          <span className="min-w-0 shrink truncate font-mono text-meta font-normal text-dim">
            {job.name === undefined ? shortId(job.id) : job.type}
          </span>
        </Link>
      </td>
      <td className="whitespace-nowrap md:px-4">
        <StatusBadge status={job.status} />
        {job.attempt > 1 && (
          <span className="ml-1.5 text-meta text-dim tabular-nums" title={`Attempt ${job.attempt}`}>
            ×{job.attempt}
          </span>
        )}
      </td>
      <td className={`max-md:basis-full md:px-4 ${hasProgress ? "" : "max-md:hidden"}`}>
        {hasProgress ? <ProgressCell job={job} /> : <None />}
      </td>
      <td
        className={`whitespace-nowrap md:px-4 md:text-right ${job.startedAt === undefined ? "max-md:hidden" : ""}`}
      >
        {job.startedAt === undefined ? (
          <None />
        ) : (
          <Duration since={job.startedAt} until={job.finishedAt} />
        )}
      </td>
      <td className="whitespace-nowrap text-soft md:px-4">
        <RelativeTime at={job.createdAt} />
      </td>
      <td className="truncate text-soft max-lg:hidden md:px-4">{job.createdBy}</td>
    </tr>
  );
}

function ProgressCell({ job }: { job: Job }) {
  const now = useNow();
  const { progress, status } = job;
  const note = progressNote(job, now);
  return (
    <div className="flex items-center gap-3">
      <div className="w-20 shrink-0">
        <ProgressBar
          percent={progress?.percent}
          status={status}
          label={`Progress of ${job.name ?? job.id}`}
        />
      </div>
      <span className="truncate tabular-nums">
        {progress?.percent !== undefined && !isFinal(status) && (
          <span className="mr-2 inline-block w-9 text-right">{Math.floor(progress.percent)}%</span>
        )}
        <span className="text-dim">{note}</span>
      </span>
    </div>
  );
}

const None = () => <span className="text-dim">–</span>;

/** Enough of an id to tell two jobs apart: its end, the beginning is time. */
const shortId = (id: string) => (id.length > 16 ? `job_…${id.slice(-8)}` : id);
