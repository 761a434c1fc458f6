import type { JobEvent } from "@longhaul/api/client";

import { Card } from "../ui/card.tsx";
import { formatClock, formatExact } from "../ui/format-time.ts";

/** What happened to the job, the newest first. */
export function JobHistory({ events }: { events: readonly JobEvent[] }) {
  return (
    <Card title="Events" aside={<span className="text-dim">{events.length}</span>}>
      {events.length === 0 ? (
        <p className="text-dim">None yet.</p>
      ) : (
        <ol
          reversed
          role="list"
          tabIndex={0}
          aria-label="Events, newest first"
          className="grid max-h-96 gap-2.5 overflow-y-auto"
        >
          {events.toReversed().map((event) => (
            <li key={event.version} className="flex gap-2.5">
              <span
                data-status={event.status}
                aria-hidden
                className="mt-1.5 size-2 shrink-0 rounded-full bg-(--status)"
              />
              <div className="min-w-0">
                <p className="break-words">{event.message}</p>
                <time
                  dateTime={event.at}
                  title={formatExact(new Date(event.at))}
                  className="text-meta text-dim tabular-nums"
                >
                  {formatClock(new Date(event.at))}
                </time>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
