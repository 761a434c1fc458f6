import { formatExact, formatRelative } from "./format-time.ts";
import { useNow } from "./use-now.ts";

export function RelativeTime({ at }: { at: string }) {
  const now = new Date(useNow());
  const date = new Date(at);
  return (
    <time dateTime={at} title={formatExact(date)} className="whitespace-nowrap tabular-nums">
      {formatRelative(date, now)}
    </time>
  );
}
