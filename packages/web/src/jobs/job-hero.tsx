import type { JobDetail } from "@longhaul/api/client";
import type { ReactNode } from "react";

import { Card } from "../ui/card.tsx";
import { isFinal, jobStatus } from "../ui/job-status.ts";
import { JsonTree } from "../ui/json-tree.tsx";
import { StatusBadge } from "../ui/status-badge.tsx";
import { ActiveHero } from "./active-hero.tsx";
import { EndCard } from "./end-card.tsx";
import { JobOutcome } from "./job-outcome.tsx";

/** The answer first: how far, until when; or the result; or why it died and what to do. */
export function JobHero({ job, heading }: { job: JobDetail; heading: ReactNode }) {
  return (
    <section aria-label="State of the job" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 [&_h1]:text-page">
        {heading}
        <StatusBadge status={job.status} />
        {job.name !== undefined && <span className="text-dim">{job.type}</span>}
      </div>
      <p role="status" className="sr-only">
        {announcement(job)}
      </p>
      {isFinal(job.status) ? <JobOutcome job={job} /> : <ActiveHero job={job} />}
      {(job.status === "failed" || job.status === "timed_out" || job.status === "retrying") && (
        <EndCard job={job} />
      )}
      {job.status === "succeeded" && (
        <Card title="Result">
          {job.result === undefined ? (
            <p className="text-dim">This job gave no result.</p>
          ) : (
            <div
              className="max-h-[480px] overflow-auto"
              tabIndex={0}
              role="region"
              aria-label="Value of the result"
            >
              <JsonTree value={job.result} />
            </div>
          )}
        </Card>
      )}
    </section>
  );
}

/** Said aloud only when a quarter is done and when the state changes, not at every percent. */
function announcement({ status, progress }: JobDetail): string {
  const quarter = Math.floor((progress?.percent ?? 0) / 25) * 25;
  return status === "running" && quarter > 0
    ? `Running, ${quarter} percent`
    : jobStatus[status].word;
}
