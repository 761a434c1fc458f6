/** Thrown when the work cannot be done for a reason that its user understands: recorded as it is, without a stack. */
export class JobFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "JobFailure";
    this.code = code;
  }
}
