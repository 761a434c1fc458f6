import type {
  ApiKey,
  Job,
  JobDetail,
  JobStatus,
  LogLine,
  Pattern,
  Role,
  Span,
} from "@longhaul/api/client";

import { ApiError, type Problem } from "./api-error.ts";

export interface Session {
  keyId: string;
  name: string;
  role: Role;
}

export interface JobType {
  name: string;
  title: string;
  description: string;
  resumable: boolean;
  inputSchema: Record<string, unknown>;
  resultSchema: Record<string, unknown>;
  example: unknown;
  defaults: Pick<Job, "pattern" | "timeouts" | "retry" | "size" | "capacity">;
}

export interface JobFilter {
  status?: readonly JobStatus[];
  type?: readonly string[];
  q?: string;
  tag?: string;
  pattern?: Pattern;
}

/** The body of `POST /v1/jobs`. */
export interface JobRequest {
  type: string;
  input: unknown;
  name?: string;
  tags?: string[];
  pattern?: Pattern;
  startAt?: string;
  timeouts?: Partial<Job["timeouts"]>;
  retry?: Partial<Job["retry"]>;
  size?: Job["size"];
  capacity?: Job["capacity"];
}

export interface LogPage {
  lines: LogLine[];
  /** Continues forward. */
  cursor?: string;
  /** Continues backward; absent at the log's first line. */
  previousCursor?: string;
}

type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

/** The API as the dashboard uses it. Every call throws `ApiError`. */
export const api = {
  session: () => call<Session>("GET", "/v1/session"),
  signIn: (apiKey: string) => call<Session>("POST", "/v1/session", { apiKey }),
  signOut: () => call<undefined>("DELETE", "/v1/session"),

  jobs: (filter: JobFilter, page: { cursor?: string | undefined; limit: number }) =>
    call<{ items: Job[]; cursor?: string }>("GET", pathOf("/v1/jobs", { ...filter, ...page })),
  job: (id: string) => call<JobDetail>("GET", jobPath(id)),
  submitJob: (request: JobRequest, idempotencyKey: string) =>
    call<Job>("POST", "/v1/jobs", request, { "Idempotency-Key": idempotencyKey }),
  cancelJob: (id: string, reason?: string) =>
    call<Job>("POST", `${jobPath(id)}/cancel`, reason === undefined ? {} : { reason }),
  timeline: (id: string) =>
    call<{ spans: Span[]; complete: boolean }>("GET", `${jobPath(id)}/timeline`),
  logs: (id: string, page: { attempt?: number | undefined; from?: "end"; cursor?: string }) =>
    call<LogPage>("GET", pathOf(`${jobPath(id)}/logs`, { ...page, limit: 1000 })),

  jobTypes: () => call<{ items: JobType[] }>("GET", "/v1/job-types"),

  apiKeys: () => call<{ items: ApiKey[] }>("GET", "/v1/api-keys"),
  createApiKey: (request: { name: string; role: Role; expiresAt?: string }) =>
    call<ApiKey & { apiKey: string }>("POST", "/v1/api-keys", request),
  revokeApiKey: (id: string) => call<undefined>("DELETE", `/v1/api-keys/${encodeURIComponent(id)}`),
};

/** The addresses of the event streams. */
export const streams = {
  jobs: (filter: JobFilter) => pathOf("/v1/events", { status: filter.status, type: filter.type }),
  job: (id: string) => `${jobPath(id)}/events`,
  logs: (id: string, page: { attempt?: number | undefined; cursor?: string | undefined }) =>
    pathOf(`${jobPath(id)}/logs`, { follow: true, ...page }),
};

const jobPath = (id: string) => `/v1/jobs/${encodeURIComponent(id)}`;

function pathOf(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
      continue;
    search.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

async function call<Answer>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await send(path, {
    method,
    headers: {
      Accept: "application/json",
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const requestId = response.headers.get("X-Request-Id") ?? undefined;
  if (!response.ok) throw new ApiError(response.status, problemOf(text), requestId);
  // A 204 has no body and is asked for as `undefined`; JSON has no word for that.
  return JSON.parse(text || "null") ?? undefined;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch {
    const detail =
      "The server cannot be reached. Check that Longhaul runs and that you are online.";
    throw new ApiError(0, { code: "unreachable", detail });
  }
}

/** A gateway in between answers HTML or nothing; then the status says it all. */
function problemOf(text: string): Problem {
  try {
    const problem: unknown = JSON.parse(text);
    return typeof problem === "object" && problem !== null ? problem : {};
  } catch {
    return {};
  }
}
