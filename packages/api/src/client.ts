import { hc } from "hono/client";
import type { ClientResponse } from "hono/client";

import type { App } from "./app.ts";
import type { Problem } from "./problem.ts";

export type { ApiKey, Role } from "@longhaul/core/api-key/api-key";
export type { Attempt, AttemptEnd, EndClass } from "@longhaul/core/attempt/attempt";
export type { PricedJob as JobDetail } from "@longhaul/core/cost/priced-job";
export type { ErrorCode, InputProblem } from "@longhaul/core/error";
export type { Span } from "@longhaul/core/execution/span";
export type { JobEvent } from "@longhaul/core/job-event/job-event";
export type { Job, JobStatus, Pattern } from "@longhaul/core/job/job";
export type { LogLine } from "@longhaul/core/log-line/log-line";
export type { Progress } from "@longhaul/core/progress/progress";
export type { Problem, ProblemCode } from "./problem.ts";
export type { JobTypeView } from "./routes/job-types.ts";

export interface ClientOptions {
  /** `lh_<id>_<secret>`; without it, the browser's session counts. */
  apiKey?: string;
  fetch?: typeof fetch;
}

export type Client = ReturnType<typeof createClient>;

/** The API with its types: `parseResponse(client.v1.jobs.$get({ query: {} }))`. `baseUrl` without `/v1`. */
export const createClient = (baseUrl: string, options: ClientOptions = {}) =>
  hc<App>(baseUrl, {
    ...(options.fetch !== undefined && { fetch: options.fetch }),
    ...(options.apiKey !== undefined && {
      headers: { Authorization: `Bearer ${options.apiKey}` },
    }),
  });

/** The API refused, or something on the way to it did. */
export class ApiError extends Error {
  readonly status: number;
  /** Undefined when the answer is not the API's: a gateway's error page, for example. */
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    super(problem?.detail ?? `The server answered ${status}.`);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
  }
}

type Success<Answer> =
  Answer extends ClientResponse<infer Body, infer Status extends number, string>
    ? `${Status}` extends `2${string}`
      ? Body
      : never
    : never;

/** The body of a successful answer. Throws `ApiError` for every other. */
export async function parseResponse<Answer extends ClientResponse<unknown, number, string>>(
  answer: Answer | Promise<Answer>,
): Promise<Success<Answer>> {
  const response = await answer;
  const text = await response.text();
  if (!response.ok) throw new ApiError(response.status, problemIn(text));
  return JSON.parse(text === "" ? "null" : text);
}

function problemIn(text: string): Problem | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isProblem(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === "object" && body !== null && "code" in body && "detail" in body;
