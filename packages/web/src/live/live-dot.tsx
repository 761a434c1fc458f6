import type { StreamState } from "./event-stream.ts";

const looks: Record<StreamState, { word: string; dot: string }> = {
  connecting: { word: "Connecting", dot: "bg-line-strong" },
  connected: { word: "Live", dot: "bg-good animate-beat motion-reduce:animate-none" },
  reconnecting: { word: "Reconnecting", dot: "bg-warn" },
  ended: { word: "Final", dot: "bg-line-strong" },
};

/** Whether what one sees is kept up to date. */
export function LiveDot({ state }: { state: StreamState }) {
  const { word, dot } = looks[state];
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-meta text-dim">
      <span aria-hidden className={`size-2 rounded-full ${dot}`} />
      {word}
    </span>
  );
}
