import type { JobStatus } from "@longhaul/api/client";

import { jobStatus } from "./job-status.ts";

export function StatusBadge({ status }: { status: JobStatus }) {
  const { word, icon: Icon } = jobStatus[status];
  return (
    <span
      data-status={status}
      className="tint inline-flex h-6 items-center gap-1.5 rounded-badge px-2 text-meta font-medium whitespace-nowrap"
    >
      <Icon
        aria-hidden
        size={14}
        className={status === "running" ? "animate-turn motion-reduce:animate-none" : ""}
      />
      {word}
    </span>
  );
}
