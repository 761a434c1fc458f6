import type { Span } from "@longhaul/api/client";

export interface TimelineRow {
  id: string;
  name: string;
  depth: number;
  kind: Span["kind"];
  status: Span["status"];
  startMs: number;
  endMs: number;
  /** Tries of a step, or the members of a fold, each with its own bar; the whole row when there is but one. */
  segments: Segment[];
  /** The spans that this row stands for: one, or all of a fold. */
  spans: readonly Span[];
}

export interface Segment {
  startMs: number;
  endMs: number;
  status: Span["status"];
}

export interface TimelineLayout {
  rows: TimelineRow[];
  /** What the width of the bars stands for: milliseconds since 1970. */
  fromMs: number;
  toMs: number;
}

/** More siblings than this that do the same are one row. */
const foldOver = 10;

/** Spans as the rows of a tree, parents before children, in the order in which they started. */
export function layoutTimeline(spans: readonly Span[], nowMs: number): TimelineLayout {
  const ids = new Set(spans.map(({ id }) => id));
  const childrenOf = Map.groupBy(spans, ({ parentId }) =>
    parentId !== undefined && ids.has(parentId) ? parentId : undefined,
  );
  const rows: TimelineRow[] = [];
  const visit = (parentId: string | undefined, depth: number) => {
    for (const group of foldRepeats(childrenOf.get(parentId) ?? [])) {
      const row = rowOf(group, depth, nowMs);
      if (row === undefined) continue;
      rows.push(row);
      const [only, ...others] = group;
      if (only !== undefined && others.length === 0) visit(only.id, depth + 1);
    }
  };
  visit(undefined, 0);
  const fromMs = Math.min(...rows.map(({ startMs }) => startMs));
  const toMs = Math.max(...rows.map(({ endMs }) => endMs));
  return { rows, fromMs, toMs: Math.max(toMs, fromMs + 1) };
}

/** Siblings by start, with those that repeat one thing too often in one group: `poll-1` … `poll-482`. */
function foldRepeats(siblings: readonly Span[]): Span[][] {
  const inOrder = siblings.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
  const byStem = Map.groupBy(inOrder, (span) => `${span.kind} ${stemOf(span.name)}`);
  return [...byStem.values()]
    .flatMap((group) => (group.length > foldOver ? [group] : group.map((span) => [span])))
    .toSorted((a, b) => (a[0]?.startedAt ?? "").localeCompare(b[0]?.startedAt ?? ""));
}

const stemOf = (name: string) => name.replace(/[\s#:._-]*\d+$/, "");

function rowOf(group: readonly Span[], depth: number, nowMs: number): TimelineRow | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const segments = group.flatMap((span) => segmentsOf(span, nowMs));
  const failed = group.filter(({ status }) => status === "failed").length;
  const isFold = group.length > 1;
  const failures = failed > 0 ? `, ${failed} failed` : "";
  return {
    id: first.id,
    name: isFold ? `${stemOf(first.name)} ×${group.length}${failures}` : first.name,
    depth,
    kind: first.kind,
    status: isFold ? statusOf(group) : first.status,
    startMs: Math.min(...segments.map(({ startMs }) => startMs)),
    endMs: Math.max(...segments.map(({ endMs }) => endMs)),
    segments,
    spans: group,
  };
}

/** What is still going on says it, else the last one does. */
function statusOf(group: readonly Span[]): Span["status"] {
  const open = group.find(({ endedAt }) => endedAt === undefined);
  return (open ?? group.at(-1))?.status ?? "succeeded";
}

function segmentsOf(span: Span, nowMs: number): Segment[] {
  const tries = span.tries ?? [];
  const parts = tries.length > 1 ? tries : [span];
  return parts.map(({ startedAt, endedAt, status }) => {
    const startMs = Date.parse(startedAt);
    const endMs = endedAt === undefined ? nowMs : Date.parse(endedAt);
    return { startMs, endMs: Math.max(startMs, endMs), status };
  });
}
