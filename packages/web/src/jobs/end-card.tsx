import type { JobDetail } from "@longhaul/api/client";
import { CircleX, Lightbulb } from "lucide-react";

import { stripAnsi } from "../ui/ansi.ts";
import { readableLine } from "../ui/readable-line.ts";
import { lastEnd } from "./last-end.ts";

/** Why it died and what to do now: in plain words, in AWS's words, and the last that it said. */
export function EndCard({ job }: { job: JobDetail }) {
  const { what, now, why, code, stack, notRetried, facts, attempt } = lastEnd(job);
  const tail = attempt?.logTail ?? [];
  return (
    <div
      data-status={job.status}
      className="overflow-clip rounded-card border border-(--status)/35 bg-panel"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
        <div className="flex items-start gap-2.5">
          <CircleX aria-hidden size={18} className="mt-px shrink-0 text-(--status)" />
          <div className="min-w-0">
            <h2 className="text-section font-semibold">
              {job.status === "retrying" && attempt !== undefined
                ? `Attempt ${attempt.number}: ${lowerFirst(what)}`
                : what}
            </h2>
            {why !== undefined && (
              <p className="mt-0.5 break-words whitespace-pre-wrap text-soft">{why}</p>
            )}
          </div>
          {code !== undefined && (
            <code className="ml-auto font-mono text-meta text-dim">{code}</code>
          )}
        </div>
        {notRetried !== undefined && (
          <p className="pl-7">
            <span className="font-medium">Not tried again: </span>
            {lowerFirst(notRetried)}
          </p>
        )}
        {facts.length > 0 && (
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 pl-7">
            {facts.map(({ name, value }) => (
              <div key={name} className="contents">
                <dt className="text-dim">{name}</dt>
                <dd className="font-mono text-code break-words">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <div className="flex items-start gap-2.5">
          <Lightbulb aria-hidden size={18} className="mt-px shrink-0 text-warn" />
          <p className="max-w-[640px]">
            <span className="font-medium">What to do now: </span>
            {now}
          </p>
        </div>
        {stack !== undefined && (
          <details className="pl-7">
            <summary className="min-h-6 text-soft hover:text-ink">Where in the code</summary>
            <Lines label="Stack" lines={stack.split("\n")} />
          </details>
        )}
      </div>
      {tail.length > 0 && (
        <div className="border-t border-line bg-sunken px-4 py-3">
          <h3 className="mb-1.5 text-meta font-medium text-dim">
            Last lines of attempt {attempt?.number}
          </h3>
          <Lines label="Last lines of the log" lines={tail.slice(-8)} />
        </div>
      )}
    </div>
  );
}

function Lines({ label, lines }: { label: string; lines: readonly string[] }) {
  return (
    <pre
      role="region"
      aria-label={label}
      tabIndex={0}
      className="max-h-48 overflow-auto font-mono text-code text-soft"
    >
      {lines.map((line) => stripAnsi(readableLine(line))).join("\n")}
    </pre>
  );
}

const lowerFirst = (text: string) =>
  /^[A-Z]{2}/.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1);
