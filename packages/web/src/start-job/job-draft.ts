import type { Job, JobDetail } from "@longhaul/api/client";

import type { JobRequest, JobType } from "../api.ts";

/** What the form holds before it becomes a request: every option with a value, as people change it. */
export interface JobDraft {
  input: unknown;
  name: string;
  /** Separated by commas or spaces. */
  tags: string;
  pattern: Job["pattern"];
  /** As the browser's field gives it, in local time; empty: at once. */
  startAt: string;
  timeouts: Job["timeouts"];
  retry: Job["retry"];
  size: Job["size"];
  capacity: Job["capacity"];
}

/** A new draft of a type, filled with its example; or with all that an earlier job was asked for. */
export function newDraft(type: JobType, from?: JobDetail): JobDraft {
  const { pattern, timeouts, retry, size, capacity } = from ?? type.defaults;
  return {
    input: from === undefined ? type.example : from.input,
    name: from?.name ?? "",
    tags: from?.tags.join(", ") ?? "",
    pattern,
    startAt: "",
    timeouts,
    retry,
    size,
    capacity,
  };
}

/** The request, without what is the job type's default anyway. */
export function requestOf(type: JobType, draft: JobDraft): JobRequest {
  const { defaults } = type;
  const tags = draft.tags.split(/[\s,]+/).filter((tag) => tag !== "");
  const timeouts = changed(draft.timeouts, defaults.timeouts);
  const retry = changed(draft.retry, defaults.retry);
  const size = changed(draft.size, defaults.size);
  return {
    type: type.name,
    input: draft.input,
    ...(draft.name.trim() !== "" && { name: draft.name.trim() }),
    ...(tags.length > 0 && { tags }),
    ...(draft.pattern !== defaults.pattern && { pattern: draft.pattern }),
    ...(draft.startAt !== "" && { startAt: new Date(draft.startAt).toISOString() }),
    ...(timeouts !== undefined && { timeouts }),
    ...(retry !== undefined && { retry }),
    ...(size !== undefined && { size: draft.size }),
    ...(draft.capacity !== defaults.capacity && { capacity: draft.capacity }),
  };
}

function changed<Options extends object>(
  options: Options,
  defaults: Options,
): Partial<Options> | undefined {
  const before = new Map(Object.entries(defaults));
  const differing = Object.entries(options).filter(([name, value]) => before.get(name) !== value);
  if (differing.length === 0) return undefined;
  const part: Partial<Options> = {};
  return Object.assign(part, Object.fromEntries(differing));
}
