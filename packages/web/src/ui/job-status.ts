import type { JobStatus } from "@longhaul/api/client";
import {
  AlarmClock,
  Ban,
  CalendarClock,
  CircleCheck,
  CircleDashed,
  CirclePlay,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
} from "lucide-react";

/** Word and icon of each status; the colour comes from `data-status`. In the order of a job's life. */
export const jobStatus: Record<JobStatus, { word: string; icon: LucideIcon }> = {
  scheduled: { word: "Scheduled", icon: CalendarClock },
  queued: { word: "Queued", icon: CircleDashed },
  starting: { word: "Starting", icon: CirclePlay },
  running: { word: "Running", icon: LoaderCircle },
  retrying: { word: "Retrying", icon: RotateCw },
  cancelling: { word: "Cancelling", icon: Ban },
  succeeded: { word: "Succeeded", icon: CircleCheck },
  failed: { word: "Failed", icon: CircleX },
  timed_out: { word: "Timed out", icon: AlarmClock },
  cancelled: { word: "Cancelled", icon: Ban },
};

export const isJobStatus = (value: string): value is JobStatus => Object.hasOwn(jobStatus, value);

export const jobStatuses: readonly JobStatus[] = Object.keys(jobStatus).filter(isJobStatus);

const finalStatuses: ReadonlySet<JobStatus> = new Set([
  "succeeded",
  "failed",
  "timed_out",
  "cancelled",
]);

/** A final status never changes. */
export const isFinal = (status: JobStatus): boolean => finalStatuses.has(status);
