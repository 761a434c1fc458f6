/** An error as AWS answers it: a type that the SDKs turn into a class, an HTTP status, and a message. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;
  /** Further members of the error's shape, such as `resourceIds`; `retryAfterSeconds` becomes a header. */
  readonly members: Record<string, unknown>;

  constructor(type: string, message: string, status = 400, members: Record<string, unknown> = {}) {
    super(message);
    this.name = type;
    this.type = type;
    this.status = status;
    this.members = members;
  }
}
