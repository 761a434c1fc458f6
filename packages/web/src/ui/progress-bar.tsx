import type { JobStatus } from "@longhaul/api/client";

/** How far: solid while it moves, muted once it stopped; a sliding stripe when nobody knows the whole. */
export function ProgressBar({
  percent,
  status,
  label,
  height = 6,
}: {
  percent: number | undefined;
  status: JobStatus;
  label: string;
  height?: 6 | 8;
}) {
  const isMoving = status === "running";
  const value = percent === undefined ? {} : { "aria-valuenow": Math.floor(percent) };
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...value}
      data-status={status}
      className={`relative w-full overflow-hidden rounded-full bg-track ${height === 8 ? "h-2" : "h-1.5"}`}
    >
      {percent === undefined ? (
        isMoving && (
          <div className="absolute inset-y-0 w-1/3 animate-slide rounded-full bg-(--fill) motion-reduce:left-1/3" />
        )
      ) : (
        <div
          className={`relative h-full min-w-1 overflow-hidden rounded-full transition-[width] duration-500 ease-linear ${status === "retrying" ? "hatched" : "bg-(--fill)"}`}
          style={{ width: `${percent}%` }}
        >
          {isMoving && height === 8 && (
            <div className="absolute inset-y-0 w-1/2 animate-sheen bg-linear-to-r from-transparent via-white/30 to-transparent motion-reduce:hidden" />
          )}
        </div>
      )}
    </div>
  );
}
