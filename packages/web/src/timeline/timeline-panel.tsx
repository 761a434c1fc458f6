import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Card } from "../ui/card.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useNow } from "../ui/use-now.ts";
import { SpanDetail } from "./span-detail.tsx";
import { timeTicks } from "./time-ticks.ts";
import { layoutTimeline } from "./timeline-layout.ts";
import { timelineQuery } from "./timeline-queries.ts";
import { TimelineRowView } from "./timeline-row-view.tsx";
import { useWidth } from "./use-width.ts";

/** The execution's operations and the tasks' states over time. */
export function TimelinePanel({ jobId, isFinal }: { jobId: string; isFinal: boolean }) {
  const { data, error, isError, refetch } = useQuery(timelineQuery(jobId));
  const [selectedId, setSelectedId] = useState<string>();
  const now = useNow();
  const { ref, widthPx } = useWidth();

  const spans = data?.spans ?? [];
  const { rows, fromMs, toMs } = layoutTimeline(spans, now);
  const isOpen =
    !isFinal && rows.some(({ spans: own }) => own.some(({ endedAt }) => endedAt === undefined));
  // While it runs the present is not at the very edge.
  const total = (toMs - fromMs) * (isOpen ? 1.03 : 1);
  const share = (ms: number) => (ms - fromMs) / total;
  const ticks = rows.length === 0 ? [] : timeTicks(total, widthPx);
  const selected = rows.find(({ id }) => id === selectedId);
  const retried = rows.filter(({ spans: [first] }) => (first?.tries?.length ?? 0) > 1).length;

  return (
    <Card
      title="Timeline"
      padded={false}
      aside={
        <span className="ml-auto text-dim tabular-nums">
          {spans.length} {spans.length === 1 ? "operation" : "operations"}
          {retried > 0 && ` · ${retried} retried`}
        </span>
      }
    >
      {isError && data === undefined ? (
        <ErrorState
          title="The timeline could not be read"
          error={error}
          onRetry={() => void refetch()}
        />
      ) : data === undefined ? (
        <div className="grid gap-3 p-4">
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-4 w-1/3" />
        </div>
      ) : rows.length === 0 ? (
        <p className="p-4 text-dim">Nothing has happened yet.</p>
      ) : (
        <>
          <div className="relative grid grid-cols-[minmax(0,1fr)] md:grid-cols-[260px_minmax(0,1fr)]">
            <div className="border-r border-b border-line px-4 py-1.5 text-meta text-dim max-md:hidden">
              Operation
            </div>
            <div className="h-7 border-b border-line text-meta text-dim max-md:px-4 md:pr-4">
              <div ref={ref} className="relative">
                {ticks.map(({ at, label }) => (
                  <span
                    key={label}
                    className="absolute top-1.5 pl-1.5 whitespace-nowrap tabular-nums"
                    style={{ left: `${at * 100}%` }}
                  >
                    {label}
                  </span>
                ))}
              </div>
            </div>
            <div
              aria-hidden
              className="pointer-events-none absolute inset-y-0 right-4 left-4 md:left-[260px]"
            >
              {ticks.map(({ at, label }) => (
                <span
                  key={label}
                  className="absolute inset-y-0 w-px bg-line"
                  style={{ left: `${at * 100}%` }}
                />
              ))}
              {isOpen && (
                <span
                  className="absolute top-7 bottom-0 w-px bg-accent/60"
                  style={{ left: `${share(now) * 100}%` }}
                />
              )}
            </div>
            <ul className="relative max-h-[460px] md:col-span-2 overflow-y-auto py-1">
              {rows.map((row) => (
                <TimelineRowView
                  key={row.id}
                  row={row}
                  share={share}
                  isSelected={row.id === selectedId}
                  onSelect={() => setSelectedId(row.id === selectedId ? undefined : row.id)}
                />
              ))}
            </ul>
          </div>
          {selected !== undefined && <SpanDetail row={selected} />}
        </>
      )}
    </Card>
  );
}
