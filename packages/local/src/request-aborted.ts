import { AwsError } from "./aws-error.ts";

export const requestAborted = () =>
  new AwsError("RequestAbortedException", "The client did not wait for the answer.");
