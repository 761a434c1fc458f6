import { z } from "@hono/zod-openapi";
import { type ErrorCode, errorCodes, type InputProblem } from "@longhaul/core/error";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Refusals that only HTTP knows. */
const httpCodes = ["method_not_allowed", "internal_error"] as const;

export type ProblemCode = ErrorCode | (typeof httpCodes)[number];

/** Every refusal: its status and what it is called. A new error code does not compile without. */
export const problemKinds = {
  invalid_input: [400, "The request is not valid"],
  unknown_job_type: [400, "There is no such job type"],
  invalid_cursor: [400, "The cursor is not valid"],
  unauthenticated: [401, "Not signed in"],
  forbidden: [403, "Not allowed"],
  not_found: [404, "Not found"],
  job_not_found: [404, "There is no such job"],
  job_type_not_found: [404, "There is no such job type"],
  api_key_not_found: [404, "There is no such API key"],
  method_not_allowed: [405, "The method is not allowed here"],
  conflict: [409, "Changed by somebody else meanwhile"],
  job_already_finished: [409, "The job has finished already"],
  job_not_finished: [409, "The job has not finished yet"],
  idempotency_key_in_flight: [409, "The first request with this key is still at work"],
  payload_too_large: [413, "Too large"],
  unsupported_media_type: [415, "Not a JSON body"],
  idempotency_key_reused: [422, "The idempotency key was used for another request"],
  rate_limited: [429, "Too many requests"],
  internal_error: [500, "Internal error"],
  unavailable: [503, "Not available at the moment"],
} as const satisfies Record<ProblemCode, readonly [ContentfulStatusCode, string]>;

type ProblemStatus = (typeof problemKinds)[ProblemCode][0];

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum([...errorCodes, ...httpCodes]),
    requestId: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "What is wrong, and where: JSON pointers into the request." }),
  })
  .meta({
    id: "Problem",
    description: "Why a request was refused (RFC 9457).",
    example: {
      type: "/docs/problems#invalid_input",
      title: "The request is not valid",
      status: 400,
      detail: "/input/processingTime: Too small: expected number to be >=0",
      instance: "/v1/jobs",
      code: "invalid_input",
      requestId: "6f1c0a52-6a0e-4f7e-9f0a-0d3f6d6f6a11",
      errors: [
        { pointer: "/input/processingTime", message: "Too small: expected number to be >=0" },
      ],
    },
  });

export type Problem = z.infer<typeof problemSchema>;

/** The one writer of `application/problem+json` (RFC 9457). */
export function problem(
  c: Context,
  code: ProblemCode,
  detail: string,
  { errors = [], headers = {} }: { errors?: InputProblem[]; headers?: Record<string, string> } = {},
): Response {
  const [status, title] = problemKinds[code];
  const body: Problem = {
    type: `/docs/problems#${code}`,
    title,
    status,
    detail,
    instance: c.req.path,
    code,
    requestId: c.get("requestId"),
    ...(errors.length > 0 && { errors }),
  };
  return c.body(JSON.stringify(body), status, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...headers,
  });
}

const problemResponse = (status: ProblemStatus) => ({
  description: Object.values(problemKinds)
    .filter(([ofKind]) => ofKind === status)
    .map(([, title]) => title)
    .join("; "),
  content: { "application/problem+json": { schema: problemSchema } },
});

/** The refusals that a route declares: `responses: { 200: …, ...problems(400, 404) }`. */
export function problems<const Statuses extends readonly ProblemStatus[]>(
  ...statuses: Statuses
): { [Status in Statuses[number]]: ReturnType<typeof problemResponse> } {
  const entries = statuses.map((status) => [status, problemResponse(status)]);
  return Object.fromEntries(entries);
}
