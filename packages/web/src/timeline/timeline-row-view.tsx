import type { Span } from "@longhaul/api/client";
import { CircleX } from "lucide-react";

import { formatDuration } from "../ui/format-duration.ts";
import type { Segment, TimelineRow } from "./timeline-layout.ts";

/** Name and duration on the left, bars on the right; a press shows its details. */
export function TimelineRowView({
  row,
  share,
  isSelected,
  onSelect,
}: {
  row: TimelineRow;
  share: (ms: number) => number;
  isSelected: boolean;
  onSelect: () => void;
}) {
  // What only holds others, and what ECS does, steps back behind the work itself.
  const isThin = thinKinds.has(row.kind);
  const hasFailed = row.status === "failed" || row.status === "timed_out";
  const duration = formatDuration(row.endMs - row.startMs);
  return (
    <li>
      <button
        type="button"
        aria-expanded={isSelected}
        onClick={onSelect}
        className={`grid w-full items-center max-md:py-1 md:h-7 text-left hover:bg-hover/60 focus-visible:-outline-offset-2 md:grid-cols-[260px_minmax(0,1fr)] ${isSelected ? "bg-hover" : ""}`}
      >
        <span
          className="flex min-w-0 items-center gap-2 pr-3 max-md:pr-4"
          style={{ paddingLeft: `calc(min(${row.depth}, 4) * 14px + 16px)` }}
        >
          {hasFailed ? (
            <CircleX
              aria-label="failed"
              size={12}
              data-status="failed"
              className="shrink-0 text-(--status)"
            />
          ) : (
            <KindMark kind={row.kind} />
          )}
          <span className={`truncate ${row.kind === "task_state" ? "text-micro text-soft" : ""}`}>
            {row.name}
          </span>
          <span className="ml-auto shrink-0 text-meta text-dim tabular-nums max-md:hidden">
            {duration}
          </span>
        </span>
        <span className="relative mr-4 h-5 max-md:ml-4 md:h-full">
          {row.segments.map((segment) => (
            <Bar
              key={segment.startMs}
              segment={segment}
              isThin={isThin}
              isWait={row.kind === "wait" || row.kind === "callback"}
              left={share(segment.startMs)}
              right={share(segment.endMs)}
            />
          ))}
        </span>
      </button>
    </li>
  );
}

const thinKinds: ReadonlySet<Span["kind"]> = new Set([
  "execution",
  "context",
  "task",
  "task_state",
]);

const marks: Record<Span["kind"], string> = {
  execution: "rounded-[2px] bg-accent",
  step: "rounded-[2px] bg-[light-dark(#2563eb,#5b95ff)]",
  context: "rounded-[2px] border border-dim",
  invoke: "rounded-[2px] bg-[light-dark(#2563eb,#5b95ff)]",
  wait: "rounded-full bg-[light-dark(#7b3fc9,#b79bff)]",
  callback: "rounded-full bg-[light-dark(#7b3fc9,#b79bff)]",
  task: "rotate-45 rounded-[1px] bg-[light-dark(#0e7490,#4cc3d9)]",
  task_state: "rounded-[2px] border border-line-strong",
};

function KindMark({ kind }: { kind: Span["kind"] }) {
  return <span aria-hidden className={`mx-0.5 size-2 shrink-0 ${marks[kind]}`} />;
}

function Bar({
  segment,
  isThin,
  isWait,
  left,
  right,
}: {
  segment: Segment;
  isThin: boolean;
  isWait: boolean;
  left: number;
  right: number;
}) {
  const status = isWait && segment.status === "running" ? "waiting" : segment.status;
  const look = lookOf(status, isThin, isWait);
  return (
    <span
      data-status={isWait && status === "succeeded" ? "waiting" : status}
      className={`absolute top-1/2 min-w-1 -translate-y-1/2 rounded-[3px] ${isThin ? "h-2" : "h-4"} ${look}`}
      style={{ left: `${left * 100}%`, width: `${Math.max(0, right - left) * 100}%` }}
    />
  );
}

function lookOf(status: Span["status"], isThin: boolean, isWait: boolean): string {
  if (isWait || status === "waiting") return "hatched border border-(--fill)";
  if (status === "running") return "border border-(--fill) bg-(--fill)/30";
  return isThin && status === "succeeded" ? "bg-(--fill)/70" : "bg-(--fill)";
}
