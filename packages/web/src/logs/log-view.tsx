import type { LogLine } from "@longhaul/api/client";
import { ArrowDown } from "lucide-react";
import { useEffect, useLayoutEffect, useRef } from "react";
import { VList, type VListHandle } from "virtua";

import { Button } from "../ui/button.tsx";
import { AnsiText } from "./ansi-text.tsx";
import type { LogLines } from "./use-log-lines.ts";

/** How near to the end counts as the end, and how near to the top asks for what came before. */
const endPx = 8;
const topPx = 200;

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});

/** The lines that can be seen, out of any number. Scrolling up stops following, reaching the end takes it up again. */
export function LogView({
  log,
  isFinal,
  isFollowing,
  onFollow,
  unseen,
  isWrapped,
  query,
  shown,
  withAttempt,
  onStep,
}: {
  log: LogLines;
  isFinal: boolean;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
  /** Lines that came since following stopped. */
  unseen: number;
  isWrapped: boolean;
  query: string;
  /** Index of the match to bring into view. */
  shown: number | undefined;
  withAttempt: boolean;
  onStep: (by: number) => void;
}) {
  const list = useRef<VListHandle>(null);
  const lastOffset = useRef(0);
  const { lines, loadEarlier, isLoadingEarlier } = log;
  const count = lines.length;

  useLayoutEffect(() => {
    if (isFollowing && count > 0) list.current?.scrollToIndex(count - 1, { align: "end" });
  }, [count, isFollowing]);
  useEffect(() => {
    if (shown !== undefined && !isFollowing)
      list.current?.scrollToIndex(shown, { align: "center" });
  }, [shown, isFollowing]);

  const onScroll = (offset: number) => {
    const view = list.current;
    if (view === null) return;
    const isUp = offset < lastOffset.current;
    lastOffset.current = offset;
    const isAtEnd = view.scrollSize - offset - view.viewportSize < endPx;
    if (isAtEnd && !isFollowing && query === "") onFollow(true);
    else if (isUp && !isAtEnd && isFollowing) onFollow(false);
  };

  if (count === 0) {
    return (
      <div className="grid h-40 place-items-center text-dim">
        {log.isLoading
          ? "Reading the log …"
          : isFinal
            ? "It printed nothing."
            : "Nothing printed yet."}
      </div>
    );
  }
  return (
    <div className="relative bg-[light-dark(#fcfcfd,#0e1013)] rounded-b-card">
      {loadEarlier !== undefined && (
        <button
          type="button"
          className="h-7 w-full border-b border-line text-meta text-accent hover:bg-hover disabled:text-dim"
          disabled={isLoadingEarlier}
          onClick={loadEarlier}
        >
          {isLoadingEarlier ? "Loading earlier lines …" : "Load earlier lines"}
        </button>
      )}
      <VList
        ref={list}
        data={lines}
        shift={log.grewAtTop}
        itemSize={20}
        onScroll={onScroll}
        onWheel={({ deltaY }) => {
          const isAtTop = (list.current?.scrollOffset ?? topPx) < topPx;
          if (deltaY < 0 && isAtTop && !isLoadingEarlier) loadEarlier?.();
        }}
        role="log"
        aria-live="off"
        aria-label="Log lines"
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.key === "n") onStep(1);
          if (event.key === "N") onStep(-1);
          if (event.key === "End") onFollow(true);
        }}
        className="py-1.5 font-mono text-code"
        style={{ height: Math.min(400, Math.max(120, count * 20 + 16)) }}
      >
        {(line: LogLine, index) => (
          <Line
            key={line.id}
            line={line}
            query={query}
            isShown={index === shown}
            isWrapped={isWrapped}
            withAttempt={withAttempt}
          />
        )}
      </VList>
      {unseen > 0 && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <Button
            look="primary"
            className="pointer-events-auto rounded-full! shadow-float"
            onClick={() => onFollow(true)}
          >
            <ArrowDown aria-hidden size={14} />
            {unseen} new {unseen === 1 ? "line" : "lines"}
          </Button>
        </div>
      )}
    </div>
  );
}

function Line({
  line,
  query,
  isShown,
  isWrapped,
  withAttempt,
}: {
  line: LogLine;
  query: string;
  isShown: boolean;
  isWrapped: boolean;
  withAttempt: boolean;
}) {
  return (
    <div className={`flex min-h-5 gap-3 px-4 hover:bg-hover ${isShown ? "bg-accent/12" : ""}`}>
      {withAttempt && <span className="shrink-0 text-dim select-none">#{line.attempt}</span>}
      <time dateTime={line.at} className="shrink-0 text-dim select-none max-md:hidden">
        {clock.format(new Date(line.at))}
      </time>
      <span className={isWrapped ? "min-w-0 break-words whitespace-pre-wrap" : "whitespace-pre"}>
        <AnsiText line={line.message} query={query} />
      </span>
    </div>
  );
}
