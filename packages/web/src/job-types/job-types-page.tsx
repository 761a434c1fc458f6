import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus, RotateCcw } from "lucide-react";

import type { JobType } from "../api.ts";
import { links } from "../links.ts";
import { useSession } from "../session/use-session.ts";
import { buttonClass } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { formatSeconds } from "../ui/format-duration.ts";
import { formatSize } from "../ui/format-size.ts";
import { Page, PageHeading } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { jobTypesQuery } from "./job-type-queries.ts";
import { SchemaFields } from "./schema-fields.tsx";

export function JobTypesPage() {
  const types = useQuery(jobTypesQuery());
  return (
    <Page title="Job types" heading={<PageHeading>Job types</PageHeading>} width="text">
      {types.isError ? (
        <ErrorState
          title="The job types could not be read"
          error={types.error}
          onRetry={() => void types.refetch()}
        />
      ) : types.data === undefined ? (
        <div aria-busy className="grid gap-4">
          <Skeleton className="h-40 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      ) : types.data.length === 0 ? (
        <EmptyState title="No job types">
          A job type is a folder in <code className="font-mono">packages/jobs</code>: its
          definition, and the work.
        </EmptyState>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {types.data.map((type) => (
            <TypeCard key={type.name} type={type} />
          ))}
        </div>
      )}
    </Page>
  );
}

function TypeCard({ type }: { type: JobType }) {
  const { mayOperate } = useSession();
  const { defaults } = type;
  return (
    <article aria-label={type.title} className="rounded-card border border-line bg-panel">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3 p-4">
        <div className="min-w-0 flex-1 basis-80">
          <h2 className="flex flex-wrap items-baseline gap-x-2 text-section font-semibold">
            {type.title}{" "}
            <code className="font-mono text-meta font-normal text-dim">{type.name}</code>
          </h2>
          <p className="mt-1 max-w-[640px] text-soft">{type.description}</p>
          <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-meta text-dim">
            {type.resumable && (
              <span className="inline-flex items-center gap-1 text-good">
                <RotateCcw aria-hidden size={13} /> Goes on from its checkpoint
              </span>
            )}
            <span>Pattern {defaults.pattern}</span>
            <span>{formatSize(defaults.size)}</span>
            <span>{defaults.retry.maxAttempts} attempts</span>
            <span>Limit {formatSeconds(defaults.timeouts.jobSeconds)}</span>
          </p>
        </div>
        <div className="flex gap-2">
          <Link to={links.jobs} search={{ type: [type.name] }} className={buttonClass()}>
            Jobs
          </Link>
          {mayOperate && (
            <Link
              to={links.start}
              search={{ type: type.name }}
              className={buttonClass({ look: "primary" })}
            >
              <Plus aria-hidden size={15} /> Start
            </Link>
          )}
        </div>
      </div>
      <Schema title="Input" schema={type.inputSchema} />
      <Schema title="Result" schema={type.resultSchema} />
    </article>
  );
}

function Schema({ title, schema }: { title: string; schema: Record<string, unknown> }) {
  return (
    <details className="border-t border-line">
      <summary className="px-4 py-2.5 font-medium hover:bg-hover">{title}</summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-4 pb-4">
        <SchemaFields schema={schema} />
        <details>
          <summary className="min-h-6 text-soft">JSON Schema</summary>
          <div className="mt-2">
            <CodeBlock label={`${title} schema`} code={JSON.stringify(schema, undefined, 2)} />
          </div>
        </details>
      </div>
    </details>
  );
}
