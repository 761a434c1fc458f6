import type { Event } from "@aws-sdk/client-lambda";

const subTypes: Record<string, string[]> = {
  Step: ["Step", "WaitForCondition"],
  Wait: ["Wait"],
  Callback: ["Callback"],
  ChainedInvoke: ["ChainedInvoke"],
  Context: [
    "RunInChildContext",
    "Parallel",
    "ParallelBranch",
    "Map",
    "MapIteration",
    "WaitForCallback",
  ],
};

/** Members that AWS's model requires of an event's details. */
const required: Record<string, string[]> = {
  ExecutionStarted: ["Input", "ExecutionTimeout"],
  ExecutionSucceeded: ["Result"],
  ExecutionFailed: ["Error"],
  ExecutionStopped: ["Error"],
  InvocationCompleted: ["StartTimestamp", "EndTimestamp", "RequestId"],
  StepSucceeded: ["Result", "RetryDetails"],
  StepFailed: ["Error", "RetryDetails"],
  WaitStarted: ["Duration", "ScheduledEndTimestamp"],
  WaitSucceeded: ["Duration"],
  ContextSucceeded: ["Result"],
  ContextFailed: ["Error"],
  CallbackStarted: ["CallbackId"],
  CallbackSucceeded: ["Result"],
  CallbackFailed: ["Error"],
  CallbackTimedOut: ["Error"],
  ChainedInvokeStarted: ["FunctionName"],
  ChainedInvokeSucceeded: ["Result"],
  ChainedInvokeFailed: ["Error"],
  ChainedInvokeTimedOut: ["Error"],
  ChainedInvokeStopped: ["Error"],
};

/** Where a history is not as every history of a closed execution has to be. */
export function brokenRules(events: Event[]): string[] {
  return [
    ...brokenOrder(events),
    ...events.flatMap((event) => brokenDetails(event)),
    ...brokenOperations(events),
  ];
}

function brokenOrder(events: Event[]): string[] {
  const broken: string[] = [];
  for (const [index, { EventId, EventTimestamp }] of events.entries()) {
    if (EventId !== index + 1) broken.push(`event ${EventId} is the ${index + 1}. of the history`);
    const before = events[index - 1]?.EventTimestamp ?? new Date(0);
    if (EventTimestamp === undefined || EventTimestamp < before) {
      broken.push(`event ${EventId} has a time before that of the one before it`);
    }
  }
  const types = events.map(({ EventType }) => EventType ?? "");
  if (types[0] !== "ExecutionStarted") broken.push("the first event is not ExecutionStarted");
  if (types.findIndex((type) => /^Execution(?!Started)/.test(type)) !== types.length - 1) {
    broken.push("the execution's end is not its last event");
  }
  return broken;
}

function brokenDetails(event: Event): string[] {
  const { EventType = "", EventId, SubType } = event;
  const members = Object.keys(event).filter((member) => member.endsWith("Details"));
  if (members.join() !== `${EventType}Details`) {
    return [`event ${EventId}, ${EventType}, has ${members.join(", ") || "no details"}`];
  }
  const details: object = Object.entries(event).find(([member]) => member === members[0])?.[1];
  const missing = (required[EventType] ?? []).filter((member) => !Object.hasOwn(details, member));
  const broken = missing.map((member) => `event ${EventId}, ${EventType}, has no ${member}`);
  const allowed = subTypes[kindOf(event)];
  if (allowed !== undefined && !allowed.includes(SubType ?? "")) {
    broken.push(`event ${EventId}, ${EventType}, has the sub-type ${SubType}`);
  }
  return broken;
}

/** An operation keeps what it is, begins once under a context that is there, and ends at most once. */
function brokenOperations(events: Event[]): string[] {
  const broken: string[] = [];
  const open = new Map<string, Event>();
  const closed = new Set<string>();
  for (const event of events) {
    const kind = kindOf(event);
    if (!(kind in subTypes)) continue;
    const { EventId, EventType, Id = "", ParentId } = event;
    const wrong = (what: string) => broken.push(`event ${EventId}, ${EventType}: ${what}`);
    const started = open.get(Id);
    if (started === undefined) {
      if (EventType !== `${kind}Started`) wrong("its operation has not begun");
      if (closed.has(Id)) wrong("its operation has ended");
      const parent = ParentId === undefined ? undefined : open.get(ParentId);
      if (ParentId !== undefined && parent?.EventType !== "ContextStarted") {
        wrong("its parent is no open context");
      }
      open.set(Id, event);
      continue;
    }
    for (const member of ["Name", "SubType", "ParentId"] as const) {
      if (started[member] !== event[member]) wrong(`its ${member} was ${started[member]}`);
    }
    if (EventType === `${kind}Started` && kind !== "Step") wrong("its operation began twice");
    if (!EventType?.endsWith("Started") && !isRetried(event)) {
      open.delete(Id);
      closed.add(Id);
    }
  }
  return broken;
}

function isRetried({ StepSucceededDetails, StepFailedDetails }: Event): boolean {
  const details = (StepSucceededDetails ?? StepFailedDetails)?.RetryDetails;
  return details?.NextAttemptDelaySeconds !== undefined;
}

/** The type of the operation that an event tells of. */
function kindOf({ EventType }: Event): string {
  return (EventType ?? "").replace(
    /(Started|Succeeded|Failed|TimedOut|Stopped|Cancelled|Completed)$/,
    "",
  );
}
