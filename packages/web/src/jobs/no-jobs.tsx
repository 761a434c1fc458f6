import { Link } from "@tanstack/react-router";

import { links } from "../links.ts";
import { useSession } from "../session/use-session.ts";
import { buttonClass } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export function NoJobs({
  hasFilter,
  hasOlder,
}: {
  hasFilter: boolean;
  /** Only a part of the jobs was looked through: older ones may match. */
  hasOlder: boolean;
}) {
  const { mayOperate } = useSession();
  if (hasFilter) {
    return (
      <EmptyState
        title={hasOlder ? "No jobs match so far" : "No jobs match"}
        action={
          <Link to={links.jobs} className={buttonClass()}>
            Clear filters
          </Link>
        }
      >
        {hasOlder
          ? "Only a part of the jobs was looked through, the newest first. Older goes on from there."
          : "Search finds the beginning of an id or a name."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No jobs yet"
      action={
        mayOperate && (
          <Link to={links.start} className={buttonClass({ look: "primary" })}>
            Start the first job
          </Link>
        )
      }
    >
      <p className="mb-3">A job is one piece of work in a container. Start one from any service:</p>
      <CodeBlock label="Command" code={firstJob(window.location.origin)} />
    </EmptyState>
  );
}

const firstJob = (origin: string) => `curl ${origin}/v1/jobs \\
  -H "Authorization: Bearer $LONGHAUL_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"type": "simulate", "input": {"message": "hello", "processingTime": 30}}'`;
