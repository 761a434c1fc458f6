import type { JobDetail } from "@longhaul/api/client";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { links } from "../links.ts";
import { Card } from "../ui/card.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Duration } from "../ui/duration.tsx";
import { formatSeconds } from "../ui/format-duration.ts";
import { formatCapacity, formatSize } from "../ui/format-size.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { JobCost } from "./job-cost.tsx";

export function JobDetails({ job }: { job: JobDetail }) {
  const { timeouts } = job;
  return (
    <Card title="Details">
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-2">
        {job.startedAt !== undefined && (
          <Row name="Elapsed">
            <Duration since={job.startedAt} until={job.finishedAt} />
          </Row>
        )}
        <Row name="Created">
          <RelativeTime at={job.createdAt} />
        </Row>
        {job.startedAt !== undefined && (
          <Row name="Started">
            <RelativeTime at={job.startedAt} />
          </Row>
        )}
        {job.finishedAt !== undefined && (
          <Row name="Ended">
            <RelativeTime at={job.finishedAt} />
          </Row>
        )}
        <Row name="Attempt">
          {job.attempt} of {job.retry.maxAttempts + job.platformEnds}
          {job.platformEnds > 0 && <span className="text-dim"> ({job.platformEnds} by AWS)</span>}
        </Row>
        <Row name="Type">
          <Link
            to={links.jobs}
            search={{ type: [job.type] }}
            className="text-accent hover:underline"
          >
            {job.type}
          </Link>
        </Row>
        <Row name="Pattern">{job.pattern}</Row>
        <Row name="Size">{formatSize(job.size)}</Row>
        <Row name="Capacity">{formatCapacity(job.capacity)}</Row>
        <Row name="Cost on AWS">
          <JobCost job={job} />
        </Row>
        <Row name="Limits">
          <span className="text-soft">
            {formatSeconds(timeouts.jobSeconds)} in all, {formatSeconds(timeouts.attemptSeconds)} an
            attempt, {formatSeconds(timeouts.heartbeatSeconds)} of silence
          </span>
        </Row>
        <Row name="Created by">{job.createdBy}</Row>
        {job.tags.length > 0 && (
          <Row name="Tags">
            <span className="flex flex-wrap gap-1">
              {job.tags.map((tag) => (
                <Link
                  key={tag}
                  to={links.jobs}
                  search={{ tag }}
                  className="rounded-badge border border-line px-1.5 text-meta leading-[22px] break-all text-soft hover:text-ink"
                >
                  {tag}
                </Link>
              ))}
            </span>
          </Row>
        )}
        {job.taskArn !== undefined && <ArnRow name="Task" arn={job.taskArn} />}
        {job.executionArn !== undefined && <ArnRow name="Execution" arn={job.executionArn} />}
      </dl>
    </Card>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-dim">{name}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </>
  );
}

function ArnRow({ name, arn }: { name: string; arn: string }) {
  return (
    <Row name={name}>
      <span className="-my-1.5 flex items-center gap-1">
        <span className="truncate font-mono text-meta text-soft" title={arn}>
          {arn.split("/").at(-1)}
        </span>
        <CopyButton text={arn} label={`Copy the ${name.toLowerCase()}'s ARN`} />
      </span>
    </Row>
  );
}
