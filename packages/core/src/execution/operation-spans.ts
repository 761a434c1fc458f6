import type { HistoryEvent } from "./executions.ts";
import type { Span } from "./span.ts";

/** An execution's history as spans, the execution's own first. Invocations are left out: they say how, not what. */
export function operationSpans(events: HistoryEvent[]): Span[] {
  const spans = new Map<string, Span>();
  for (const event of events) {
    const kind = kindOf(event.type);
    if (kind === undefined) continue;
    const id = kind === "execution" ? executionId : (event.operationId ?? `event-${event.id}`);
    const span = spans.get(id) ?? newSpan(id, kind, event);
    spans.set(id, span);
    apply(span, event);
    if (kind === "execution" || kind === "context") closeBelow(spans, span);
  }
  return [...spans.values()].map(withoutSingleTry);
}

const executionId = "execution";

const kinds: readonly [prefix: string, kind: Span["kind"]][] = [
  ["Execution", "execution"],
  ["Step", "step"],
  ["Wait", "wait"],
  ["Callback", "callback"],
  ["Context", "context"],
  ["ChainedInvoke", "invoke"],
];

const kindOf = (type: string): Span["kind"] | undefined =>
  kinds.find(([prefix]) => type.startsWith(prefix))?.[1];

function newSpan(id: string, kind: Span["kind"], event: HistoryEvent): Span {
  return {
    id,
    ...(kind !== "execution" && { parentId: event.parentId ?? executionId }),
    kind,
    name: kind === "execution" ? "execution" : (event.name ?? event.subType ?? kind),
    status: kind === "wait" || kind === "callback" ? "waiting" : "running",
    startedAt: event.at,
    ...(kind === "step" && { tries: [] }),
  };
}

function apply(span: Span, event: HistoryEvent): void {
  const { at } = event;
  if (event.type.endsWith("Started")) {
    if (span.kind !== "step") return;
    span.status = "running";
    span.tries?.push({ startedAt: at, status: "running" });
    return;
  }
  const { status, error } = endOf(event);
  const lastTry = span.tries?.at(-1);
  if (lastTry?.status === "running") {
    lastTry.endedAt = at;
    lastTry.status = status === "succeeded" ? "succeeded" : "failed";
  }
  // A step that is tried again, or polls again, has an end of this try, not of its own.
  if (event.nextAttemptDelaySeconds !== undefined) {
    span.status = "waiting";
    return;
  }
  span.status = status;
  span.endedAt = at;
  if (error !== undefined) span.error = error;
}

function endOf(event: HistoryEvent): Pick<Span, "status" | "error"> {
  const status =
    endings.find(([ending]) => event.type.endsWith(ending))?.[1] ?? ("succeeded" as const);
  return { status, ...(event.error !== undefined && { error: event.error }) };
}

const endings: readonly [ending: string, status: Span["status"]][] = [
  ["Failed", "failed"],
  ["TimedOut", "timed_out"],
  ["Stopped", "cancelled"],
  ["Cancelled", "cancelled"],
];

/** What is still open below a span that has ended is never closed by an event of its own. */
function closeBelow(spans: ReadonlyMap<string, Span>, ended: Span): void {
  if (ended.endedAt === undefined) return;
  for (const span of spans.values()) {
    if (span.parentId !== ended.id || span.endedAt !== undefined) continue;
    span.status = "cancelled";
    span.endedAt = ended.endedAt;
    closeBelow(spans, span);
  }
}

function withoutSingleTry({ tries, ...span }: Span): Span {
  return tries !== undefined && tries.length > 1 ? { ...span, tries } : span;
}
