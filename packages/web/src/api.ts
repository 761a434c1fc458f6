import {
  type Job,
  type JobDetail,
  type JobStatus,
  type JobTypeView,
  type Pattern,
  type Role,
  createClient,
  parseResponse,
} from "@longhaul/api/client";

import { UnreachableError } from "./unreachable-error.ts";

export interface Session {
  keyId: string;
  name: string;
  role: Role;
}

export type JobType = JobTypeView;

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

const { v1 } = createClient("", { fetch: send });

/** The API as the dashboard uses it. Every call throws `ApiError` or `UnreachableError`. */
export const api = {
  session: () => parseResponse(v1.session.$get()),
  signIn: (apiKey: string) => parseResponse(v1.session.$post({ json: { apiKey } })),
  signOut: () => parseResponse(v1.session.$delete()),

  jobs: (filter: JobFilter, page: { cursor?: string | undefined; limit: number }) =>
    parseResponse(v1.jobs.$get({ query: queryOf({ ...filter, ...page }) })),
  job: (id: string): Promise<JobDetail> =>
    parseResponse(v1.jobs[":id"].$get({ param: { id }, query: {}, header: {} })),
  submitJob: (json: JobRequest, idempotencyKey: string) =>
    parseResponse(v1.jobs.$post({ json, header: { "idempotency-key": idempotencyKey } })),
  cancelJob: (id: string, reason?: string) =>
    parseResponse(
      v1.jobs[":id"].cancel.$post({ param: { id }, json: reason === undefined ? {} : { reason } }),
    ),
  timeline: (id: string) => parseResponse(v1.jobs[":id"].timeline.$get({ param: { id } })),
  logs: async (
    id: string,
    page: { attempt?: number | undefined; from?: "end"; cursor?: string },
  ) => {
    // The first lines have to come soon; who asks for earlier ones wants to get far.
    const query = queryOf({ ...page, limit: page.cursor === undefined ? 1000 : 10_000 });
    const answer = await parseResponse(
      v1.jobs[":id"].logs.$get({ param: { id }, query, header: {} }),
    );
    // The same address also gives text, to those who ask for it.
    if (typeof answer === "string") throw new TypeError("expected a page of lines, got text");
    return answer;
  },

  jobTypes: () => parseResponse(v1["job-types"].$get()),

  apiKeys: () => parseResponse(v1["api-keys"].$get()),
  createApiKey: (json: { name: string; role: Role; expiresAt?: string }) =>
    parseResponse(v1["api-keys"].$post({ json })),
  revokeApiKey: (id: string) => parseResponse(v1["api-keys"][":id"].$delete({ param: { id } })),
};

/** The addresses of the event streams. */
export const streams = {
  jobs: ({ status, type }: JobFilter) => pathOf("/v1/events", { status, type }),
  job: (id: string) => `/v1/jobs/${encodeURIComponent(id)}/events`,
  logs: (id: string, page: { attempt?: number | undefined; cursor?: string | undefined }) =>
    pathOf(`/v1/jobs/${encodeURIComponent(id)}/logs`, { follow: "true", ...page }),
};

type QueryValue = string | number | readonly string[] | undefined;

/** Lists joined by commas; what is not set is left out. */
function queryOf(query: Record<string, QueryValue>): Record<string, string> {
  const entries = Object.entries(query).map(([name, value = ""]) => [name, String(value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

function pathOf(path: string, query: Record<string, QueryValue>): string {
  const search = new URLSearchParams(queryOf(query)).toString();
  return search === "" ? path : `${path}?${search}`;
}

async function send(...request: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...request);
  } catch {
    throw new UnreachableError();
  }
}
