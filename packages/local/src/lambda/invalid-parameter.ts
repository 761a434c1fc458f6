import { AwsError } from "../aws-error.ts";

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}
