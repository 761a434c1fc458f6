/** Takes the place of what loads; shows itself only after a moment, so that quick answers do not flash. */
export function Skeleton({ className = "" }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={`animate-[arrive-late_200ms_150ms_both] rounded-badge bg-track ${className}`}
    />
  );
}
