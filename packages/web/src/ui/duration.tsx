import { formatDuration } from "./format-duration.ts";
import { useNow } from "./use-now.ts";

/** From `since` to `until`; counts up while there is no end. */
export function Duration({ since, until }: { since: string; until?: string | undefined }) {
  if (until === undefined) return <Ticking since={since} />;
  return (
    <span className="tabular-nums">{formatDuration(Date.parse(until) - Date.parse(since))}</span>
  );
}

function Ticking({ since }: { since: string }) {
  const ms = useNow() - Date.parse(since);
  return <span className="tabular-nums">{formatDuration(ms < 1000 ? 0 : ms)}</span>;
}
