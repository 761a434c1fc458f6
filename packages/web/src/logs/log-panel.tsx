import type { LogLine } from "@longhaul/api/client";
import { Download, WrapText } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";

import { jobLogsText } from "../links.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { formatCount } from "../ui/format-number.ts";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { findMatches } from "./find-matches.ts";
import { LogSearch } from "./log-search.tsx";
import { LogView } from "./log-view.tsx";
import { useLogLines } from "./use-log-lines.ts";

/** What the job's tasks printed, live. */
export function LogPanel({
  jobId,
  attempts,
  isFinal,
}: {
  jobId: string;
  attempts: number;
  isFinal: boolean;
}) {
  const [attempt, setAttempt] = useState<number>();
  return (
    <OneLog
      key={attempt ?? "all"}
      jobId={jobId}
      attempt={attempt}
      attempts={attempts}
      isFinal={isFinal}
      onAttempt={setAttempt}
    />
  );
}

function OneLog({
  jobId,
  attempt,
  attempts,
  isFinal,
  onAttempt,
}: {
  jobId: string;
  attempt: number | undefined;
  attempts: number;
  isFinal: boolean;
  onAttempt: (attempt: number | undefined) => void;
}) {
  const log = useLogLines(jobId, attempt, isFinal);
  const [pausedAt, setPausedAt] = useState<string>();
  const isFollowing = pausedAt === undefined;
  const setFollowing = (isOn: boolean) => setPausedAt(isOn ? undefined : log.lines.at(-1)?.id);
  const [isWrapped, setWrapped] = useState(false);
  const [query, setQuery] = useState("");
  const [current, setCurrent] = useState(0);
  const sought = useDeferredValue(query.trim().toLowerCase());
  const matches = useMemo(() => findMatches(log.lines, sought), [log.lines, sought]);
  const position =
    matches.length === 0 ? 0 : ((current % matches.length) + matches.length) % matches.length;

  const step = (by: number) => {
    setFollowing(false);
    setCurrent(position + by);
  };

  return (
    <Card
      title="Logs"
      padded={false}
      aside={
        <>
          <span className="text-dim tabular-nums">
            {formatCount(log.lines.length)} {log.lines.length === 1 ? "line" : "lines"}
            {log.loadEarlier !== undefined && " loaded"}
          </span>
          <div className="ml-auto flex flex-wrap items-center gap-2 max-md:w-full max-md:pb-1">
            {attempts > 1 && (
              <Select
                aria-label="Attempt"
                value={attempt ?? ""}
                onChange={(event) =>
                  onAttempt(event.target.value === "" ? undefined : Number(event.target.value))
                }
              >
                <option value="">All attempts</option>
                {Array.from({ length: attempts }, (_, index) => (
                  <option key={index + 1} value={index + 1}>
                    Attempt {index + 1}
                  </option>
                ))}
              </Select>
            )}
            <LogSearch
              query={query}
              matches={matches.length}
              position={position}
              isPartial={log.loadEarlier !== undefined}
              onQuery={(next) => {
                setQuery(next);
                setCurrent(0);
                if (next !== "") setFollowing(false);
              }}
              onStep={step}
            />
            <Button
              look="ghost"
              size="icon"
              aria-label="Wrap long lines"
              title="Wrap long lines"
              aria-pressed={isWrapped}
              className="aria-pressed:bg-track aria-pressed:text-ink"
              onClick={() => setWrapped(!isWrapped)}
            >
              <WrapText aria-hidden size={16} />
            </Button>
            <a
              href={jobLogsText(jobId, attempt)}
              download
              aria-label="Download the whole log"
              title="Download the whole log"
              className={buttonClass({ look: "ghost", size: "icon" })}
            >
              <Download aria-hidden size={16} />
            </a>
            {!isFinal && <Switch label="Follow" checked={isFollowing} onChange={setFollowing} />}
          </div>
        </>
      }
    >
      {log.error !== null && log.lines.length === 0 ? (
        <ErrorState title="The log could not be read" error={log.error} onRetry={log.retry} />
      ) : (
        <LogView
          log={log}
          isFinal={isFinal}
          isFollowing={isFollowing}
          onFollow={setFollowing}
          unseen={countAfter(log.lines, pausedAt)}
          isWrapped={isWrapped}
          query={sought}
          shown={matches[position]}
          withAttempt={attempts > 1 && attempt === undefined}
          onStep={step}
        />
      )}
    </Card>
  );
}

/** How many lines came after the one that was the last when following stopped. */
function countAfter(lines: readonly LogLine[], id: string | undefined): number {
  if (id === undefined) return 0;
  const index = lines.findLastIndex((line) => line.id === id);
  return index === -1 ? 0 : lines.length - 1 - index;
}
