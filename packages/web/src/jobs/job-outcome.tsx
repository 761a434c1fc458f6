import type { JobDetail } from "@longhaul/api/client";

import { Duration } from "../ui/duration.tsx";
import { formatExact } from "../ui/format-time.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";

/** One line about a job that has ended: when, after how long, and how far it came. */
export function JobOutcome({ job }: { job: JobDetail }) {
  const { finishedAt, startedAt, createdAt, progress, status, cancel } = job;
  const isPartial = status !== "succeeded" && progress?.percent !== undefined;
  return (
    <div className="grid gap-3">
      <p className="text-soft">
        {finishedAt !== undefined && (
          <span title={formatExact(new Date(finishedAt))}>
            Ended <RelativeTime at={finishedAt} />, after{" "}
            <Duration since={startedAt ?? createdAt} until={finishedAt} />
          </span>
        )}
        {isPartial && `, stopped at ${Math.floor(progress.percent ?? 0)}%`}
        {status === "cancelled" && cancel !== undefined && (
          <>
            . Cancelled by {cancel.requestedBy}
            {cancel.reason !== undefined && `: “${cancel.reason}”`}
          </>
        )}
      </p>
      {isPartial && (
        <ProgressBar percent={progress.percent} status={status} label="Progress" height={8} />
      )}
    </div>
  );
}
