import type { Span } from "@longhaul/api/client";

import { formatDuration } from "../ui/format-duration.ts";
import { formatClock } from "../ui/format-time.ts";
import { Notice } from "../ui/notice.tsx";
import type { TimelineRow } from "./timeline-layout.ts";

const kinds: Record<Span["kind"], string> = {
  execution: "Durable execution",
  step: "Step",
  wait: "Wait",
  callback: "Callback",
  context: "Context",
  invoke: "Invoke",
  task: "ECS task",
  task_state: "State of the task",
};

const statuses: Record<Span["status"], string> = {
  running: "running",
  waiting: "waiting",
  succeeded: "succeeded",
  failed: "failed",
  timed_out: "timed out",
  cancelled: "cancelled",
};

/** Everything about the chosen row. */
export function SpanDetail({ row }: { row: TimelineRow }) {
  const errors = row.spans.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const tries = row.spans.length === 1 ? (row.spans[0]?.tries ?? []) : [];
  const isOpen = row.spans.some(({ endedAt }) => endedAt === undefined);
  return (
    <div className="grid gap-2 border-t border-line bg-sunken px-4 py-3">
      <p className="flex flex-wrap gap-x-3">
        <span className="font-medium break-all">{row.name}</span>
        <span className="text-dim">
          {kinds[row.kind]}, {statuses[row.status]}
        </span>
        <span className="text-soft tabular-nums">
          {formatClock(new Date(row.startMs))} – {isOpen ? "now" : formatClock(new Date(row.endMs))}{" "}
          ({formatDuration(row.endMs - row.startMs)})
        </span>
      </p>
      {tries.length > 1 && (
        <ol className="grid gap-0.5 text-meta text-soft tabular-nums">
          {tries.map((one, index) => (
            <li key={one.startedAt}>
              Try {index + 1}: {one.status} at {formatClock(new Date(one.startedAt))}
            </li>
          ))}
        </ol>
      )}
      {errors.slice(0, 3).map((error) => (
        <Notice key={error.code + error.message} tone="danger">
          <code className="font-mono text-meta">{error.code}</code> {error.message}
          {error.isRetryable === false && " No retry can mend it."}
        </Notice>
      ))}
    </div>
  );
}
