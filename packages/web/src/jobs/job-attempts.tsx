import type { Attempt, EndClass, JobDetail, JobStatus } from "@longhaul/api/client";

import { Card } from "../ui/card.tsx";
import { Duration } from "../ui/duration.tsx";
import { formatCapacity, formatSize } from "../ui/format-size.ts";
import { formatClock } from "../ui/format-time.ts";
import { jobStatus } from "../ui/job-status.ts";
import { adviceFor } from "./end-advice.ts";
import { formatUsd } from "./format-usd.ts";

/** Every try with its end, the newest first. */
export function JobAttempts({ job }: { job: JobDetail }) {
  return (
    <Card title="Attempts" aside={<span className="text-dim">{job.attempts.length}</span>}>
      {job.attempts.length === 0 ? (
        <p className="text-dim">None yet.</p>
      ) : (
        <ol reversed className="grid gap-3">
          {job.attempts.toReversed().map((attempt) => (
            <li key={attempt.number}>
              <OneAttempt attempt={attempt} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function OneAttempt({ attempt }: { attempt: Attempt }) {
  const { end, createdAt, startedAt, endedAt, costUsd } = attempt;
  const status = end === undefined ? "running" : statusOf(end.class);
  const { icon: Icon } = jobStatus[status];
  return (
    <details className="group">
      <summary className="flex min-h-6 items-start gap-2 rounded-badge">
        <span data-status={status} className="mt-0.5 text-(--status)">
          <Icon aria-hidden size={16} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="font-medium">#{attempt.number}</span>{" "}
          <span className="text-soft">{end === undefined ? "at work" : adviceFor(end).what}</span>
        </span>
        <span className="text-dim">
          <Duration since={startedAt ?? createdAt} until={endedAt} />
        </span>
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 pl-6 text-meta">
        {attempt.taskStates.map(({ status: state, at }) => (
          <Pair key={`${state}${at}`} name={formatClock(new Date(at))} value={state} />
        ))}
        <Pair name="Size" value={formatSize(attempt.size)} />
        <Pair name="Capacity" value={formatCapacity(attempt.capacity)} />
        <Pair
          name="Cost on AWS"
          value={costUsd === undefined ? undefined : `about ${formatUsd(costUsd)}`}
        />
        <Pair name="Error" value={end?.error?.message} />
        <Pair
          name="Retry"
          value={end?.error?.isRetryable === false ? "None can mend this error" : undefined}
        />
        <Pair name="Container exit code" value={end?.exitCode?.toString()} />
        <Pair name="Stop code" value={end?.stopCode} />
        <Pair name="Reason" value={end?.stopReason ?? end?.containerReason} />
        <Pair name="Told by" value={end?.reportedBy} />
        <Pair name="Task" value={attempt.taskArn?.split("/").at(-1)} />
      </dl>
    </details>
  );
}

function statusOf(end: EndClass): JobStatus {
  if (end === "completed") return "succeeded";
  return end === "cancelled" || end === "timed_out" ? end : "failed";
}

function Pair({ name, value }: { name: string; value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <>
      <dt className="text-dim tabular-nums">{name}</dt>
      <dd className="break-words">{value}</dd>
    </>
  );
}
