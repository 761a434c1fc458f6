/** Thrown when the work cannot be done for a reason that its user understands: recorded as it is, without a stack. */
export class JobFailure extends Error {
  readonly code: string;
  /** False: no retry can mend it, so the job ends with this attempt. */
  readonly isRetryable: boolean;

  constructor(
    code: string,
    message: string,
    { isRetryable = true }: { isRetryable?: boolean } = {},
  ) {
    super(message);
    this.name = "JobFailure";
    this.code = code;
    this.isRetryable = isRetryable;
  }
}
