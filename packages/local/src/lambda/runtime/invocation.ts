/** What a handler is called with. */
export interface InvocationRequest {
  requestId: string;
  /** JSON. */
  payload: string;
  /** As the caller named the function; absent: with the version that runs. */
  invokedFunctionArn?: string;
  /** JSON, as the caller sent it. */
  clientContext?: string;
  tenantId?: string;
}

export interface InvocationError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

export type InvocationOutcome = (
  | { isOk: true; payload: string }
  | { isOk: false; error: InvocationError }
) & {
  /** The last 4 KB that it logged. */
  logTail: string;
};

/** Something that waits for a process of a function. */
export interface Job {
  /** The code that it began with and stays with. */
  code?: string | undefined;
  /**
   * A process is free, with this code loaded; without one, none could be started. Returns undefined when the job is
   * not wanted any more.
   */
  begin(code: string | undefined): InvocationRequest | undefined;
  end(outcome: InvocationOutcome): void;
}
