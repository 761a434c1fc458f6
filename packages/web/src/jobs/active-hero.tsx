import type { JobDetail } from "@longhaul/api/client";

import { formatDuration } from "../ui/format-duration.ts";
import { formatAmount } from "../ui/format-number.ts";
import { formatMoment } from "../ui/format-time.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { useNow } from "../ui/use-now.ts";
import { progressAmount, timeLeft } from "./job-progress.ts";
import { type Pulse, pulseOf } from "./pulse.ts";
import { waitingFor } from "./waiting-for.ts";

/** A job on its way: the percentage, what it does, when it will be done; or what it waits for. */
export function ActiveHero({ job }: { job: JobDetail }) {
  const now = useNow();
  const { progress, status } = job;
  const wait = waitingFor(job, now);
  const isCounting = status === "running" || status === "cancelling";
  const percent = isCounting ? progress?.percent : undefined;
  const finish = finishOf(job, now);
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-4 gap-y-0.5">
        <p className="flex items-baseline text-hero font-semibold tracking-tight tabular-nums">
          {percent === undefined ? (
            (wait?.headline ?? countOf(job, now))
          ) : (
            <>
              {Math.floor(percent)}
              <span className="text-page font-medium text-dim">%</span>
            </>
          )}
        </p>
        <p className="text-right text-section font-medium tabular-nums">{finish.left}</p>
        <p className="min-h-5 text-soft">{wait?.detail ?? phaseOf(job)}</p>
        <p className="text-right text-dim tabular-nums">{finish.at}</p>
      </div>
      <ProgressBar
        percent={status === "running" ? percent : (progress?.percent ?? 0)}
        status={status}
        label="Progress"
        height={8}
      />
      {status === "running" && <PulseLine pulse={pulseOf(job, now)} />}
    </div>
  );
}

/** Without a total: what it has counted, else how long it runs. */
function countOf({ progress, startedAt, createdAt }: JobDetail, now: number): string {
  if (progress?.done !== undefined && progress.done > 0)
    return formatAmount(progress.done, progress.unit);
  return formatDuration(now - Date.parse(startedAt ?? createdAt));
}

function phaseOf({ progress }: JobDetail): string {
  if (progress === undefined) return "Running; nothing reported yet";
  const amount = progress.percent === undefined ? "" : progressAmount(progress);
  return [progress.phase, progress.message, amount].filter(Boolean).join(" · ");
}

/** When it will be done, if that can be said. */
function finishOf({ progress, status }: JobDetail, now: number): { left: string; at: string } {
  if (status !== "running" || progress?.percent === undefined) return { left: "", at: "" };
  if (progress.etaAt === undefined) return { left: "", at: "estimating …" };
  const left = timeLeft(progress.etaAt, now);
  return {
    left: left === undefined ? "finishing" : `${left} left`,
    at: `finishes about ${formatMoment(new Date(progress.etaAt), new Date(now))}`,
  };
}

const pulseDots = { alive: "bg-good animate-beat", quiet: "bg-warn", silent: "bg-danger" };

function PulseLine({ pulse }: { pulse: Pulse }) {
  return (
    <p className="flex items-center gap-2 text-meta text-dim">
      <span
        aria-hidden
        className={`size-2 rounded-full motion-reduce:animate-none ${pulseDots[pulse.state]}`}
      />
      <span className="tabular-nums">{pulse.text}</span>
    </p>
  );
}
