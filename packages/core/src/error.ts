/** Every way in which a request can be refused. The API maps each to a status; the dashboard to advice. */
export const errorCodes = [
  "invalid_input",
  "unknown_job_type",
  "payload_too_large",
  "unauthenticated",
  "forbidden",
  "job_not_found",
  "api_key_not_found",
  "job_type_not_found",
  "not_found",
  "invalid_cursor",
  "job_already_finished",
  "job_not_finished",
  "idempotency_key_reused",
  "idempotency_key_in_flight",
  "conflict",
  "unsupported_media_type",
  "rate_limited",
  "unavailable",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** One thing that is wrong with an input: where (JSON pointer, RFC 6901) and what. */
export interface InputProblem {
  pointer: string;
  message: string;
}

/** Thrown when a request cannot be done, for a reason that the caller can understand. Anything else thrown is a bug. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly problems: InputProblem[];

  constructor(code: ErrorCode, message: string, problems: InputProblem[] = []) {
    super(message);
    this.name = "DomainError";
    this.code = code;
    this.problems = problems;
  }
}
