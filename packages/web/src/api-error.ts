import type { InputProblem } from "@longhaul/api/client";

/** What the API, or the way to it, answered instead of what was asked for. */
export class ApiError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly problems: readonly InputProblem[];

  constructor(status: number, problem: Problem, requestId?: string) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? "unknown";
    this.requestId = problem.requestId ?? requestId;
    this.problems = problem.errors ?? [];
  }
}

/** RFC 9457, with this API's members. */
export interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  requestId?: string;
  errors?: InputProblem[];
}
